// The value over two parameters at once: bands of what trials nearby reached, for the three most telling parameters.

const CONTOUR_AXES = 3;
const CONTOUR_TRIALS = 1000;
const BANDS = 6;

// The stripes that an axis is cut into, and how near a trial is to one: a category is near itself only.
function stripes(axis, scale, from, to) {
  const parts = axis.kind === CATEGORY ? axis.labels.length : 36;
  const reach = Math.abs(to - from) * 0.08;
  return Array.from({length: parts}, (_, i) => {
    const low = from + i / parts * (to - from), high = from + (i + 1) / parts * (to - from), middle = (low + high) / 2;
    const near = (value) => axis.kind === CATEGORY ? Number(value === i) : Math.exp(-0.5 * ((scale.at(value) - middle) / reach) ** 2);
    return {low: Math.min(low, high), size: Math.abs(high - low), near};
  });
}

// What trials near each cell reached, as a share of the range of values; nothing where there were none.
function bands(study, chosen, across, up, kx, ky) {
  const {trials, range: {low, high}, maximize} = study;
  const goodness = chosen.map((i) => {
    const share = (Math.min(high, Math.max(low, trials.value[i])) - low) / (high - low || 1);
    return maximize ? share : 1 - share;
  });
  const weights = (parts, k) => parts.map((part) => chosen.map((i) => part.near(trials.config[k][i])));
  const wx = weights(across, kx), wy = weights(up, ky);
  const cells = [];
  across.forEach((column, c) => up.forEach((row, r) => {
    let sum = 0, mass = 0;
    for (let n = 0; n < chosen.length; n++) { const w = wx[c][n] * wy[r][n]; mass += w; sum += w * goodness[n]; }
    if (mass > 0.3) cells.push({column, row, good: sum / mass});
  }));
  const goods = cells.map((cell) => cell.good);
  const least = Math.min(...goods), most = Math.max(...goods);
  const paths = Array.from({length: BANDS}, () => []);
  for (const {column, row, good} of cells) {
    const band = most > least ? Math.min(BANDS - 1, Math.floor((good - least) / (most - least) * BANDS)) : 0;
    paths[band].push(`M${round(column.low)} ${round(row.low)}h${round(column.size + 0.4)}v${round(row.size + 0.4)}h${round(-column.size - 0.4)}z`);
  }
  return paths.map((d, band) => s('path', {class: `cell shade${band}`, d: d.join('')}));
}

function contourPlot(study, x, y, select) {
  const {trials} = study;
  const known = study.ranked.filter((i) => trials.config[x.k][i] !== null && trials.config[y.k][i] !== null);
  const every = Math.max(1, Math.ceil(known.length / CONTOUR_TRIALS));
  const chosen = known.filter((_, place) => place % every === 0);
  function draw({width, height}) {
    const box = {left: 62, right: width - 8, top: 8, bottom: height - 24};
    const across = axisScale(x.axis, box.left, box.right), up = axisScale(y.axis, box.bottom, box.top);
    const points = chosen.map((i) => ({x: across.at(trials.config[x.k][i]), y: up.at(trials.config[y.k][i]), trial: i, text: () => study.tell(i)}));
    const winner = points.filter((point) => point.trial === study.best);
    return {nodes: [bands(study, chosen, stripes(x.axis, across, box.left, box.right), stripes(y.axis, up, box.bottom, box.top), x.k, y.k),
      leftAxis(up, box, 4), bottomAxis(across, box, Math.max(2, Math.floor(width / 90))), dots(points, 'spot'), dots(winner, 'best big')],
      points: points.sort((a, b) => a.x - b.x)};
  }
  return plot({name: 'contour', title: `${y.axis.name} over ${x.axis.name}`, small: true, draw, select, height: () => 260,
    note: every > 1 ? `one of ${amount(every)} trials is drawn` : null,
    summary: `${study.metric} over ${x.axis.name} and ${y.axis.name}. The table of trials has the values.`});
}

function contours(study, select) {
  const axes = orderedAxes(study, CONTOUR_AXES);
  const pairs = axes.flatMap((x, i) => axes.slice(i + 1).map((y) => [x, y]));
  return h('div', {class: 'part'}, h('h3', {}, 'Contours'),
    h('p', {class: 'note'}, `${study.metric} over two parameters at once${study.axes.length > CONTOUR_AXES ? ', for the three most important ones' : ''}: what trials nearby reached, stronger where it is better; no colour where nobody was.`),
    h('div', {class: 'slices'}, pairs.map(([x, y]) => contourPlot(study, x, y, select))),
    legend([['shade0', 'worst'], ['shade2', ''], ['shade4', ''], ['shade5', 'good'], ['best', 'best']]));
}
