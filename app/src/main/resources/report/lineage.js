// A population: each trial is a row along its steps; an arch leads from the source of a checkpoint to the trial that took it over.

const MAX_MEMBERS = 60;

// The rows that led to a trial: what it took over, what its source had taken over before, and so on.
function ancestry(study, trial) {
  const found = new Set();
  let at = trial, until = Infinity, index = study.lineage.length - 1;
  for (; index >= 0; index--) {
    const each = study.lineage[index];
    if (each.trial !== at || each.to > until) continue;
    found.add(index);
    at = each.source;
    until = each.to;
  }
  return found;
}

function lineagePlot(study, select) {
  const {trials, lineage} = study;
  const taking = [...new Set(lineage.flatMap((each) => [each.trial, each.source]))];
  const rows = taking.sort((a, b) => trials.number[a] - trials.number[b]).slice(0, MAX_MEMBERS);
  const row = new Map(rows.map((trial, i) => [trial, i]));
  const drawn = lineage.map((each, i) => ({...each, i})).filter((each) => row.has(each.trial) && row.has(each.source));
  const last = Math.max(1, ...rows.map((trial) => trials.step[trial]), ...drawn.map((each) => Math.max(each.from, each.to)));
  const kept = study.best === undefined ? new Set() : ancestry(study, study.best);
  const tell = (each) => [`Trial ${trials.number[each.trial]} took over trial ${trials.number[each.source]} at step ${number(each.to)}`,
    ...(each.from === each.to ? [] : [`from step ${number(each.from)}`]),
    ...each.changes.slice(0, 8).map(([name, before, after]) => `${name} ${typeof before === 'number' ? number(before) : before} → ${typeof after === 'number' ? number(after) : after}`)];
  function draw({width, height}) {
    const box = {left: 54, right: width - 10, top: 12, bottom: height - 40};
    const x = whole(linear(0, last, box.left + 4, box.right - 8));
    const y = (trial) => box.top + (row.get(trial) + 0.5) * (box.bottom - box.top) / rows.length;
    const every = Math.ceil(rows.length / Math.max(1, Math.floor((box.bottom - box.top) / 14)));
    const names = rows.filter((_, i) => i % every === 0).map((trial) => label(box.left - 8, y(trial) + 4, String(trials.number[trial]), 'tick', 'end'));
    const lives = rows.map((trial) => line([{x: x.at(0), y: y(trial)}, {x: x.at(trials.step[trial]), y: y(trial)}], trial === study.best ? 'best' : STATUS[trials.status[trial]].name + ' curve'));
    const arch = (each) => {
      const [x0, y0, x1, y1] = [x.at(each.to), y(each.source), x.at(each.from), y(each.trial)];
      return `M${round(x0)} ${round(y0)}Q${round(Math.max(x0, x1) + 10)} ${round((y0 + y1) / 2)} ${round(x1)} ${round(y1)}`;
    };
    const arches = (name, wanted) => { const d = drawn.filter(wanted).map(arch).join(''); return d && s('path', {class: 'line ' + name, d}); };
    const points = drawn.map((each) => ({x: x.at(each.from), y: y(each.trial), trial: each.trial, text: () => tell(each)}));
    return {nodes: [names, bottomAxis(x, box, width < 500 ? 5 : 10, 'step'), lives, arches('running curve', (each) => !kept.has(each.i)), arches('best', (each) => kept.has(each.i)), dots(points, 'running')],
      points: points.sort((a, b) => a.x - b.x)};
  }
  const few = taking.length > rows.length ? ` The first ${amount(rows.length)} of ${amount(taking.length)} trials are drawn.` : '';
  return plot({name: 'lineage', title: 'Population', draw, select, height: () => 60 + 18 * Math.max(4, Math.min(rows.length, 40)),
    note: `Each row is a trial along its steps. An arch leads from a trial to the one that took over its checkpoint and went on with changed parameters: ${count(lineage.length, 'time')}.${few}`,
    key: [['running', 'took over a checkpoint'], ['best', 'what led to the best trial']],
    summary: `Population: ${count(lineage.length, 'take-over')} among ${count(taking.length, 'trial')}.`});
}
