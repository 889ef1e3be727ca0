// Several objectives: one against another with the front, and how much the front has come to enclose.

const MAX_PAIRS = 6;

function frontPlot(study, a, b, select) {
  const {front, trials} = study;
  const [xs, ys] = [front.values[a], front.values[b]];
  const members = new Set(front.trials);
  const shownTrials = [];
  for (let i = 0; i < study.size; i++) if (xs[i] !== null && ys[i] !== null && trials.status[i] !== FAILED) shownTrials.push(i);
  const extent = (values, m) => range(shownTrials.map((i) => values[i]), front.maximize[m], front.trials.map((i) => values[i]));
  const [across, up] = [extent(xs, a), extent(ys, b)];
  const inside = (value, {low, high}) => Math.min(high, Math.max(low, value));
  const tell = (i) => [`Trial ${trials.number[i]} · ${STATUS[trials.status[i]].word}${members.has(i) ? ' · on the front' : ''}`,
    ...front.metrics.map((name, m) => `${name} ${number(front.values[m][i])}`), ...study.tell(i).slice(trials.value[i] === null ? 1 : 2)];
  function draw({width, height}) {
    const box = {left: 54, right: width - 10, top: 16, bottom: height - 40};
    const x = linear(across.low, across.high, box.left + 8, box.right - 8);
    const y = linear(up.low, up.high, box.bottom - 8, box.top);
    const points = shownTrials.map((i) => ({x: x.at(inside(xs[i], across)), y: y.at(inside(ys[i], up)), trial: i, text: () => tell(i)}));
    const best = points.filter((point) => members.has(point.trial)).sort((p, q) => p.x - q.x || p.y - q.y);
    // Between two members the front is a step: what lies behind it is dominated.
    const stairs = [];
    if (front.metrics.length === 2) best.forEach((point, i) => {
      if (i > 0) stairs.push(front.maximize[a] ? {x: best[i - 1].x, y: point.y} : {x: point.x, y: best[i - 1].y});
      stairs.push(point);
    });
    const chosen = points.filter((point) => point.trial === study.best);
    return {nodes: [leftAxis(y, box), bottomAxis(x, box, width < 500 ? 4 : 8, front.metrics[a]), label(box.left, box.top - 4, front.metrics[b], 'title'),
      stairs.length > 1 && line(stairs, 'best'), byStatus(study, points.filter((point) => !members.has(point.trial))), dots(best, 'best'), dots(chosen, 'best big')],
      points: points.sort((p, q) => p.x - q.x)};
  }
  const goal = (m) => `${front.metrics[m]} ${front.maximize[m] ? 'maximised' : 'minimised'}`;
  const far = across.beyond + up.beyond;
  return plot({name: 'pareto', title: 'Pareto front', draw, select, height: (width) => width < 500 ? 280 : 340,
    note: `${goal(a)}, ${goal(b)}. ${count(front.trials.length, 'trial is', 'trials are')} on the front: no other is better in one metric without being worse in another.`
      + (front.metrics.length > 2 ? ' It is that of all metrics, so here members may lie behind others.' : '')
      + (far ? ` ${count(far, 'value is', 'values are')} far worse than the rest and drawn at the edge.` : ''),
    key: [...statusKeys(study).filter(([name]) => name !== 'failed'), ['best', 'the front; the large one is the compromise']],
    summary: `${front.metrics[b]} against ${front.metrics[a]}: ${count(front.trials.length, 'trial')} on the front. The table of trials has the values.`});
}

function volumePlot(study, select) {
  const {front, trials} = study;
  function draw({width, height}) {
    const box = {left: 54, right: width - 10, top: 16, bottom: height - 40};
    const x = whole(linear(trials.number[0], Math.max(trials.number[study.size - 1], trials.number[0] + 1), box.left + 8, box.right - 8));
    const y = linear(0, 1, box.bottom, box.top);
    const points = front.volume.map(([i, share]) => ({x: x.at(trials.number[i]), y: y.at(share), trial: i,
      text: () => [`Trial ${trials.number[i]}`, `${number(100 * share, 4)} % so far`]}));
    const path = points.flatMap((point, i) => i ? [{x: point.x, y: points[i - 1].y}, point] : [point]);
    path.push({x: box.right, y: points[points.length - 1].y});
    return {nodes: [leftAxis(y, box), bottomAxis(x, box, width < 500 ? 5 : 10, 'trial'), line(path, 'best'), dots(points, 'best')], points};
  }
  const last = front.volume[front.volume.length - 1][1];
  return plot({name: 'volume', title: 'Hypervolume', draw, select, height: (width) => width < 500 ? 220 : 260,
    note: 'The share of the box between the best and a tenth beyond the worst values that the trials so far dominate.',
    summary: `Hypervolume after ${count(study.size, 'trial')}: ${number(100 * last, 4)} % of the box.`});
}

function frontPlots(study, select) {
  const {front} = study;
  if (!front || !front.trials.length) return [];
  const pairs = [];
  for (let a = 0; a < front.metrics.length; a++) for (let b = a + 1; b < front.metrics.length; b++) pairs.push([a, b]);
  return [...pairs.slice(0, MAX_PAIRS).map(([a, b]) => frontPlot(study, a, b, select)), ...(front.volume.length ? [volumePlot(study, select)] : [])];
}
