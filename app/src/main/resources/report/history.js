// A search's own view: what its values span, who counts, and the optimisation history.

// Adds to the plain data what all plots of a search ask for.
function understand(study) {
  const {trials, maximize, reached} = study;
  study.size = trials.number.length;
  study.better = (a, b) => maximize ? a > b : a < b;
  // Only trials that went as far as any did, or have done enough by their results, can be the best.
  const enough = (i) => study.endsByResult && trials.status[i] === COMPLETED;
  study.full = (i) => trials.value[i] !== null && trials.status[i] !== FAILED && (trials.step[i] >= reached || enough(i));
  study.valued = [];
  for (let i = 0; i < study.size; i++) if (trials.value[i] !== null && trials.status[i] !== FAILED) study.valued.push(i);
  study.ranked = [...study.valued].sort((a, b) =>
    (study.full(b) - study.full(a)) || (study.full(a) ? 0 : trials.step[b] - trials.step[a]) || (study.better(trials.value[a], trials.value[b]) ? -1 : trials.value[a] === trials.value[b] ? a - b : 1));
  const value = (i) => trials.value[i];
  study.range = range(study.valued.map(value), maximize, study.valued.filter(study.full).map(value));
  study.time = new Array(study.size).fill(0);
  study.spans.trial.forEach((trial, i) => { study.time[trial] = study.spans.end[i] - study.spans.start[i]; });
  study.config = (i) => study.axes.map((axis, k) => [axis.name, trials.config[k][i], axis]).filter((each) => each[1] !== null);
  study.tell = (i) => [`Trial ${trials.number[i]} · ${STATUS[trials.status[i]].word}`,
    ...(trials.value[i] === null ? [] : [`${study.metric} ${number(trials.value[i])}` + (reached > 1 ? ` at step ${trials.step[i]}` : '')]),
    ...study.config(i).slice(0, 8).map(([name, value, axis]) => `${name} ${shown(axis, value)}`)];
  return study;
}

// Values that are far worse than the rest would press the others into a line: they are drawn at the edge.
// Of a search that stops trials early, the rest are the trials that went all the way.
function range(values, maximize, full = values) {
  const sorted = [...values].sort((a, b) => a - b);
  if (!sorted.length) return {low: 0, high: 1, beyond: 0};
  let low = sorted[0], high = sorted[sorted.length - 1];
  const judged = full.length >= 5 ? [...full].sort((a, b) => a - b) : sorted;
  const [first, last] = [judged[0], judged[judged.length - 1]];
  if (judged.length < sorted.length) {
    const room = 1.5 * (last - first);
    if (maximize) low = sorted.find((value) => value >= first - room);
    else high = sorted.findLast((value) => value <= last + room);
  }
  if (judged.length >= 20) {
    const at = (part) => judged[Math.floor(part * (judged.length - 1))];
    const bulk = maximize ? last - at(0.1) : at(0.9) - first;
    if (bulk > 0 && maximize && last - low > 3 * bulk) low = Math.max(low, last - 1.2 * bulk);
    if (bulk > 0 && !maximize && high - first > 3 * bulk) high = Math.min(high, first + 1.2 * bulk);
  }
  const beyond = sorted.filter((value) => value < low || value > high).length;
  const pad = (high - low) * 0.04;
  return {low: low - pad, high: high + pad, beyond};
}

function valueScale(study, from, to) {
  const scale = linear(study.range.low, study.range.high, from, to);
  const off = 10 * Math.sign(from - to);
  return {...scale, at: (value) => value < study.range.low ? from + off : value > study.range.high ? to - off : scale.at(value)};
}

const beyondNote = (study) => study.range.beyond
  ? ` ${count(study.range.beyond, 'value is', 'values are')} far worse than the rest${study.reached > 1 ? ', mostly of trials that were stopped early,' : ''} and drawn at the edge.` : '';

const statusKeys = (study) => [...new Set(study.trials.status)].sort().map((mark) => [STATUS[mark].name, STATUS[mark].word]);

function byStatus(study, points) {
  const groups = {};
  for (const point of points) {
    const name = STATUS[study.trials.status[point.trial]].name;
    (groups[name] = groups[name] || []).push(point);
  }
  const order = ['stopped', 'cut', 'cancelled', 'paused', 'failed', 'running', 'completed'];
  return order.filter((name) => groups[name]).map((name) => dots(groups[name], name + (points.length > 2000 ? ' tiny' : '')));
}

function historyPlot(study, select) {
  const {trials} = study;
  function draw({width, height}) {
    const box = {left: 54, right: width - 10, top: 16, bottom: height - 40};
    const y = valueScale(study, box.bottom - 22, box.top);
    const x = whole(linear(trials.number[0], Math.max(trials.number[study.size - 1], trials.number[0] + 1), box.left + 8, box.right - 8));
    const points = study.valued.map((i) => ({x: x.at(trials.number[i]), y: y.at(trials.value[i]), trial: i, text: () => study.tell(i)}));
    const failed = [];
    for (let i = 0; i < study.size; i++) {
      if (trials.status[i] === FAILED) failed.push({x: x.at(trials.number[i]), y: box.bottom - 5, trial: i, text: () => study.tell(i)});
    }
    const best = [];
    let so;
    for (let i = 0; i < study.size; i++) {
      if (!study.full(i)) continue;
      if (so === undefined || study.better(trials.value[i], so)) {
        if (so !== undefined) best.push({x: x.at(trials.number[i]), y: y.at(so)});
        so = trials.value[i];
        best.push({x: x.at(trials.number[i]), y: y.at(so)});
      }
    }
    if (best.length) best.push({x: box.right, y: y.at(so)});
    const winner = points.filter((point) => point.trial === study.best);
    const all = points.concat(failed).sort((a, b) => a.x - b.x);
    return {nodes: [leftAxis(y, box), bottomAxis(x, box, width < 500 ? 5 : 10, 'trial'), best.length > 1 && line(best, 'best'),
      byStatus(study, points), crosses(failed, 'failed'), dots(winner, 'best big')], points: all};
  }
  const bestText = study.best === undefined ? 'none finished yet' : `best ${number(trials.value[study.best])} in trial ${trials.number[study.best]}`;
  return plot({name: 'history', title: `Optimisation history`, select, draw,
    note: `${study.metric} of each trial, and the best so far${study.reached > 1 ? ` among those that reached step ${number(study.reached)}${study.endsByResult ? ' or had done enough' : ''}` : ''}.` + beyondNote(study),
    key: [...statusKeys(study), ['best', 'best so far']], height: (width) => width < 500 ? 260 : 320,
    summary: `Optimisation history of ${count(study.size, 'trial')}: ${bestText}. The table of trials has the values.`});
}

function importancePlot(study) {
  const {importance} = study;
  if (!importance.shares) {
    const missing = importance.usable < importance.enough;
    return h('div', {class: 'plot none', 'data-none': 'importance'}, h('h3', {}, 'Parameter importance'), h('p', {class: 'note'}, missing
      ? `Too few trials to tell: ${amount(importance.usable)} with a value, and it takes ${amount(importance.enough)}.`
      : 'There is nothing to tell apart: the values, or the parameters, are all the same.'));
  }
  const shares = [...importance.shares].sort((a, b) => b[1] - a[1]).slice(0, 20);
  const most = Math.max(...shares.map((each) => each[1]), 1e-9);
  const percent = (value) => value >= 0.995 ? '100 %' : value < 0.01 ? '< 1 %' : `${Math.round(value * 100)} %`;
  function draw({width}) {
    const left = Math.min(width * 0.4, 16 + 7.2 * Math.max(...shares.map((each) => Math.min(22, each[0].length))));
    const nodes = [], points = [], bars = [];
    shares.forEach(([name, value], i) => {
      const y = 6 + i * 30, w = Math.max(2, value / most * (width - left - 56));
      nodes.push(label(left - 10, y + 14, cut(name, Math.floor(left / 7)), 'name', 'end'), label(left + w + 8, y + 14, percent(value), 'tick'));
      bars.push(`M${round(left)} ${y}h${round(w)}v18h${round(-w)}z`);
      points.push({x: left + w, y: y + 9, text: () => [name, percent(value)]});
    });
    return {nodes: [s('path', {class: 'bar completed', d: bars.join('')}), nodes], points};
  }
  return plot({name: 'importance', title: 'Parameter importance', draw, height: () => 12 + 30 * shares.length,
    note: `How much of the difference between good trials and the rest each parameter explains (PED-ANOVA)${study.front ? `, judged by ${study.metric} alone` : ''}.`,
    summary: 'Parameter importance: ' + shares.map(([name, value]) => `${name} ${percent(value)}`).join(', ')});
}

// The axes, the most telling first.
function orderedAxes(study, limit) {
  const share = new Map(study.importance.shares || []);
  return study.axes.map((axis, k) => ({axis, k})).sort((a, b) => (share.get(b.axis.name) || 0) - (share.get(a.axis.name) || 0)).slice(0, limit);
}
