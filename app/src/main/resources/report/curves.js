// Learning curves: the metric report by report. Trials that were stopped early are dim; the steps at which that happened are marked.

function curvesPlot(study, select) {
  const {curves, trials} = study;
  const many = curves.steps.filter((each) => each.length > 1).length;
  if (!many) {
    return h('div', {class: 'plot none', 'data-none': 'curves'}, h('h3', {}, 'Learning curves'),
      h('p', {class: 'note'}, 'Every trial reported at most once, so there are no curves.'));
  }
  const extent = range(curves.values.flat(), study.maximize);
  let last = 1, first = Infinity;
  for (const each of curves.steps) { last = Math.max(last, each[each.length - 1]); first = Math.min(first, each[0]); }
  const ended = Math.max(1, study.rungs.reduce((sum, each) => sum + each[1], 0));
  const rungs = study.rungs.filter(([, stopped]) => stopped >= Math.max(2, ended * 0.02)).sort((a, b) => b[1] - a[1]).slice(0, 8).sort((a, b) => a[0] - b[0]);

  function draw({width, height}) {
    const box = {left: 54, right: width - 10, top: 26, bottom: height - 40};
    const value = linear(extent.low, extent.high, box.bottom - 4, box.top);
    const y = {...value, at: (v) => value.at(Math.min(extent.high, Math.max(extent.low, v)))};
    const x = whole(linear(first, Math.max(last, first + 1), box.left + 4, box.right - 6));
    const groups = {}, single = {}, points = [];
    let winner = [];
    curves.trial.forEach((trial, i) => {
      const spots = curves.steps[i].map((step, n) => ({x: x.at(step), y: y.at(curves.values[i][n])}));
      const name = STATUS[trials.status[trial]].name;
      if (spots.length > 1) (groups[name] = groups[name] || []).push(spots.map((p, n) => `${n ? 'L' : 'M'}${round(p.x)} ${round(p.y)}`).join(''));
      else (single[name] = single[name] || []).push(spots[0]);
      if (trial === study.best) winner = spots;
      points.push({...spots[spots.length - 1], trial, text: () => study.tell(trial)});
    });
    const marks = rungs.map(([step, stopped], i) => {
      const p = x.at(step);
      return [s('path', {class: 'rung', d: `M${round(p)} ${box.top}V${box.bottom}`}),
        (i === 0 || p - x.at(rungs[i - 1][0]) > (width < 500 ? 26 : 70)) && label(p, box.top - 8, width < 500 ? amount(stopped) : `${amount(stopped)} stopped`, 'tick', p < box.left + 30 ? 'start' : 'middle')];
    });
    const order = ['stopped', 'cut', 'cancelled', 'paused', 'failed', 'running', 'completed'];
    return {nodes: [leftAxis(y, box), bottomAxis(x, box, width < 500 ? 5 : 10, 'step'), marks,
      order.filter((name) => groups[name]).map((name) => s('path', {class: `line ${name} curve${curves.trial.length > 200 ? ' fine' : ''}`, d: groups[name].join('')})),
      order.filter((name) => single[name]).map((name) => dots(single[name], name + ' tiny')),
      winner.length > 1 && line(winner, 'best')], points: points.sort((a, b) => a.x - b.x)};
  }

  const few = curves.trial.length < curves.total ? ` ${amount(curves.trial.length)} of ${amount(curves.total)} curves are drawn: the best, and an even share of the others.` : '';
  const thin = curves.longest > curves.limit ? ` Curves are thinned to at most ${amount(curves.limit)} of their ${amount(curves.longest)} reports.` : '';
  const stops = rungs.length ? ` The dashed lines are the steps at which trials were stopped: ${rungs.map(([step, stopped]) => `${amount(stopped)} at ${number(step)}`).join(', ')}.` : '';
  return plot({name: 'curves', title: 'Learning curves', draw, select, height: (width) => width < 500 ? 280 : 360,
    note: `${study.metric} at each step.${stops}${few}${thin}`,
    key: [...statusKeys(study), ['best', 'best trial']],
    summary: `Learning curves of ${count(curves.trial.length, 'trial')} up to step ${number(last)}.${stops} The table of trials has the last values.`});
}
