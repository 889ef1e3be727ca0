// The value against each parameter alone.

const MAX_SLICES = 24;

function spread(index) {
  // The golden ratio's multiples are even in (0, 1): neighbours of a category stay apart.
  return (index * 0.618034) % 1 - 0.5;
}

function slicePlot(study, {axis, k}, select) {
  const {trials} = study;
  const column = trials.config[k];
  const chosen = study.valued.filter((i) => column[i] !== null);
  function draw({width, height}) {
    const box = {left: 46, right: width - 8, top: 14, bottom: height - 24};
    const y = valueScale(study, box.bottom - 16, box.top);
    const x = axisScale(axis, box.left + 10, box.right - 10);
    const room = axis.kind === CATEGORY ? (box.right - box.left) / axis.labels.length * 0.4 : 0;
    const points = chosen.map((i) => ({x: x.at(column[i]) + room * spread(i), y: y.at(trials.value[i]), trial: i, text: () => study.tell(i)}));
    const winner = points.filter((point) => point.trial === study.best);
    return {nodes: [leftAxis(y, box, 4), bottomAxis(x, box, Math.max(2, Math.floor(width / 80))), byStatus(study, points), dots(winner, 'best big')],
      points: points.sort((a, b) => a.x - b.x)};
  }
  return plot({name: 'slice', title: axis.name, small: true, draw, select, height: () => 190,
    note: chosen.length < study.valued.length ? `set in ${amount(chosen.length)} of ${amount(study.valued.length)} trials` : null,
    summary: `${study.metric} against ${axis.name}. The table of trials has the values.`});
}

function slices(study, select) {
  const axes = orderedAxes(study, MAX_SLICES);
  return h('div', {class: 'part'}, h('h3', {}, 'Slices'),
    h('p', {class: 'note'}, `${study.metric} against each parameter${study.axes.length > MAX_SLICES ? `, the ${MAX_SLICES} most important of ${study.axes.length}` : ''}.` + beyondNote(study)),
    h('div', {class: 'slices'}, axes.map((each) => slicePlot(study, each, select))), legend([...statusKeys(study).filter(([name]) => name !== 'failed'), ['best', 'best']]));
}
