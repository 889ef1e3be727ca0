// Parallel coordinates: one line for each trial, darker for better ones. On a narrow screen the axes lie flat, one below the other.

const MAX_LINES = 1500;
const MAX_AXES = 12;
const SHADES = 6;

function drawnLines(study) {
  if (study.ranked.length <= MAX_LINES) return study.ranked;
  const best = study.ranked.slice(0, MAX_LINES / 3), rest = study.ranked.slice(MAX_LINES / 3);
  const every = rest.length / (MAX_LINES * 2 / 3);
  return best.concat(Array.from({length: MAX_LINES * 2 / 3}, (_, i) => rest[Math.floor(i * every)]));
}

function parallelPlot(study, select) {
  const {trials} = study;
  const axes = orderedAxes(study, MAX_AXES);
  const lines = drawnLines(study);
  const flat = (width) => width < 620;
  const absent = (k) => trials.config[k].some((value) => value === null);
  const kept = new Map();
  let figure;

  function draw({width, height}) {
    const lying = flat(width);
    const first = axes[0].axis;
    const lead = first.kind === CATEGORY ? 18 + 7 * Math.min(9, Math.max(5, ...first.labels.map((text) => text.length))) : 58;
    const along = lying ? {from: 34, to: height - 34} : {from: lead, to: width - 58};
    const count_ = axes.length + 1;
    const at = (i) => along.from + (count_ === 1 ? 0 : i / (count_ - 1)) * (along.to - along.from);
    const across = lying ? {from: 18, to: width - 18} : {from: height - 40, to: 34};
    const missing = lying ? 22 : height - 12;
    const columns = axes.map(({axis, k}, i) => {
      const gap = lying && absent(k) ? 52 : 0;
      const scale = axisScale(axis, across.from + gap, across.to);
      return {title: axis.name, p: at(i), scale, absent: absent(k), place: (t) => trials.config[k][t] === null ? missing : scale.at(trials.config[k][t])};
    });
    const value = valueScale(study, across.from, across.to);
    columns.push({title: study.metric, p: at(axes.length), scale: value, place: (t) => value.at(trials.value[t]), last: true});

    const inside = (t) => [...kept].every(([i, [low, high]]) => { const p = columns[i].place(t); return p >= low && p <= high; });
    const shades = Array.from({length: SHADES}, () => []), faded = [];
    const points = [], palest = lines.length < 30 ? 2 : 0;
    let winner = '';
    [...lines].reverse().forEach((t, i) => {
      const spots = columns.map((column) => lying ? [column.place(t), column.p] : [column.p, column.place(t)]);
      let d = '';
      spots.forEach(([x, y], n) => {
        if (!n) { d = `M${round(x)} ${round(y)}`; return; }
        const [px, py] = spots[n - 1], bend = 0.4;
        d += lying ? `C${round(px)} ${round(py + (y - py) * bend)} ${round(x)} ${round(y - (y - py) * bend)} ${round(x)} ${round(y)}`
          : `C${round(px + (x - px) * bend)} ${round(py)} ${round(x - (x - px) * bend)} ${round(y)} ${round(x)} ${round(y)}`;
      });
      if (!inside(t)) { faded.push(d); return; }
      if (t === study.best) winner = d;
      shades[palest + Math.min(SHADES - 1 - palest, Math.floor(i / lines.length * (SHADES - palest)))].push(d);
      const end = spots[spots.length - 1];
      points.push({x: end[0], y: end[1], trial: t, text: () => study.tell(t)});
    });
    const nodes = columns.map((column, i) => {
      const ticks = column.scale.ticks(lying ? 4 : 6);
      const name = cut(column.title, lying ? 30 : Math.max(6, Math.floor((along.to - along.from) / count_ / 7)));
      const parts = lying
        ? [s('path', {class: 'axis', d: `M${across.from} ${round(column.p)}H${across.to}`}), label(2, column.p - 9, name, column.last ? 'name strong halo-text' : 'name halo-text'),
          ticks.map((tick) => label(tick.p, column.p + 14, cut(tick.text, 9), 'tick halo-text', tick.p < 30 ? 'start' : tick.p > width - 30 ? 'end' : 'middle'))]
        : [s('path', {class: 'axis', d: `M${round(column.p)} ${across.to}V${across.from}`}), label(column.p, 16, name, column.last ? 'name strong' : 'name', 'middle'),
          ticks.map((tick) => label(column.p + (column.last ? 8 : -7), tick.p + 4, cut(tick.text, 9), 'tick halo-text', column.last ? 'start' : 'end'))];
      if (column.absent) parts.push(lying ? label(2, column.p + 14, 'not set', 'tick halo-text') : label(column.p, height - 1, 'not set', 'tick halo-text', 'middle'));
      const range_ = kept.get(i);
      if (range_) parts.push(s('rect', {class: 'brush', x: round(column.p - 8), y: round(range_[0]), width: 16, height: Math.max(2, round(range_[1] - range_[0]))}));
      if (!lying) parts.push(s('rect', {class: 'grip', 'data-axis': i, x: round(column.p - 14), y: across.to - 6, width: 28, height: across.from - across.to + 12}));
      return parts;
    });
    const strokes = shades.map((d, i) => s('path', {class: `thread shade${i}${lines.length > 300 ? ' fine' : ''}`, d: d.join('')}));
    return {nodes: [s('path', {class: 'thread faded', d: faded.join('')}), strokes, s('path', {class: 'thread best', d: winner}), nodes], points};
  }

  const left = study.axes.length > MAX_AXES ? ` The ${MAX_AXES} most important of ${study.axes.length} parameters.` : '';
  const some = lines.length < study.ranked.length ? ` ${amount(lines.length)} of ${amount(study.ranked.length)} trials are drawn, the best third of them complete.` : '';
  figure = plot({name: 'parallel', title: 'Parallel coordinates', draw, select,
    note: h('span', {}, `One line for each trial; stronger lines are better trials.${left}${some}`, h('span', {class: 'mouse'}, ' Drag along an axis to keep a part of it, click it to let go.')),
    key: [['shade0', 'worst'], ['shade2', ''], ['shade4', ''], ['shade5', 'good'], ['best', 'best']],
    height: (width) => flat(width) ? 68 + 76 * axes.length : 380,
    summary: `Parallel coordinates of ${count(lines.length, 'trial')} over ${axes.map(({axis}) => axis.name).join(', ')}. The table of trials has the values.`});
  brushing(figure, kept);
  return figure;
}

// Dragging along an axis keeps the lines that pass there.
function brushing(figure, kept) {
  let from = null, axis = -1;
  const y = (event) => event.clientY - figure.querySelector('svg').getBoundingClientRect().top;
  figure.addEventListener('pointerdown', (event) => {
    const grip = event.target.closest('.grip');
    if (!grip || event.pointerType === 'touch') return;
    axis = Number(grip.dataset.axis);
    from = y(event);
    event.preventDefault();
  });
  figure.addEventListener('pointerup', (event) => {
    if (from === null) return;
    const to = y(event);
    if (Math.abs(to - from) < 5) kept.delete(axis);
    else kept.set(axis, [Math.min(from, to), Math.max(from, to)]);
    from = null;
    figure.redraw();
  });
}
