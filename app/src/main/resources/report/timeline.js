// Steps and trials in time. Time in which nothing drove the run is folded away.

const FOLD = 44;

function timeScale(sessions, from, to) {
  const merged = [];
  const active = sessions.reduce((sum, each) => sum + each[1] - each[0], 0) || 1;
  for (const [start, end] of sessions) {
    const last = merged[merged.length - 1];
    if (last && start - last[1] < active * 0.1) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  const shown = merged.reduce((sum, each) => sum + each[1] - each[0], 0) || 1;
  const perMs = (to - from - FOLD * (merged.length - 1)) / shown;
  let at = from;
  const parts = merged.map(([start, end]) => {
    const part = {start, end, from: at, to: at + (end - start) * perMs};
    at = part.to + FOLD;
    return part;
  });
  const place = (ms) => {
    for (const part of parts) {
      if (ms <= part.end) return ms < part.start ? part.from : part.from + (ms - part.start) * perMs;
    }
    return parts[parts.length - 1].to;
  };
  return {at: place, parts, perMs};
}

function timeTicks(scale, width) {
  const wanted = 90 / scale.perMs;
  const units = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 216e5, 432e5, 864e5];
  const step = units.find((each) => each >= wanted) || Math.ceil(wanted / 864e5) * 864e5;
  const ticks = [];
  for (const part of scale.parts) {
    for (let t = part === scale.parts[0] ? 0 : part.start + step; t <= part.end; t += step) {
      const p = scale.at(t);
      if (p < width - 12 && (!ticks.length || p - ticks[ticks.length - 1].p > 50)) ticks.push({p, text: t === 0 ? '0' : (t > part.start && part !== scale.parts[0] ? '+' : '') + duration(part === scale.parts[0] ? t : t - part.start).replace(/ 00 [sm]$/, '').replace('.0 s', ' s')});
    }
  }
  return ticks;
}

// The first lane that is free when an attempt starts.
function lanes(spans) {
  const ends = [];
  return spans.start.map((start, i) => {
    let lane = ends.findIndex((end) => end <= start);
    if (lane < 0) { lane = ends.length; ends.push(0); }
    ends[lane] = Math.max(spans.end[i], start);
    return lane;
  });
}

const MAX_ROWS = 60;

function timeline(select) {
  const started = data.steps.filter((step) => step.attempts && step.attempts.length);
  const rows = started.slice(0, MAX_ROWS).map((step) => {
    const study = data.studies.find((each) => each.path === step.path);
    const laneOf = study ? lanes(study.spans) : [];
    const used = laneOf.reduce((most, lane) => Math.max(most, lane + 1), 0);
    return {step, study, laneOf, used, thick: used ? Math.max(1.5, Math.min(10, 220 / used)) : 0};
  });
  const narrow = (width) => width < 560;
  const rowTall = (row, width) => (narrow(width) ? 38 : 28) + (row.used ? row.used * row.thick + 8 : 0);

  function draw({width, height}) {
    const left = narrow(width) ? 2 : Math.min(170, 30 + 7 * Math.max(...rows.map((row) => Math.min(18, row.step.path.length))));
    const scale = timeScale(data.run.sessions, left, width - 4);
    const bottom = height - 26;
    const nodes = [], points = [], paths = {};
    for (const tick of timeTicks(scale, width)) {
      nodes.push(s('path', {class: 'grid', d: `M${round(tick.p)} 0V${bottom}`}), label(tick.p, bottom + 17, tick.text, 'tick', tick.p < 16 ? 'start' : 'middle'));
    }
    scale.parts.slice(1).forEach((part, i) => {
      const before = scale.parts[i];
      nodes.push(s('rect', {class: 'fold', x: round(before.to + 4), y: 0, width: FOLD - 8, height: bottom}));
      nodes.push(s('text', {class: 'tick', 'text-anchor': 'middle', transform: `translate(${round(before.to + FOLD / 2 + 4)} ${round(bottom / 2)}) rotate(-90)`}, duration(part.start - before.end)));
    });
    const bar = (mark, x, y, wide, tall) => {
      const w = Math.max(1.5, wide);
      const gap = tall > 4 ? 1 : 0;
      const kind = STATUS[mark].name;
      (paths[kind] = paths[kind] || []).push(`M${round(x)} ${round(y + gap / 2)}h${round(w)}v${round(tall - gap)}h${round(-w)}z`);
    };
    let y = 4;
    for (const row of rows) {
      const {step, study} = row;
      const name = cut(step.path, narrow(width) ? 40 : 20);
      const top = narrow(width) ? y + 16 : y + 4;
      nodes.push(narrow(width) ? label(left, y + 10, name, 'name') : label(left - 12, top + 11, name, 'name', 'end'));
      for (const attempt of step.attempts) {
        const x = scale.at(attempt.start), end = scale.at(attempt.end);
        bar(attempt.mark, x, top, end - x, 15);
        points.push({x: (x + Math.max(end, x + 2)) / 2, from: x, to: end, y: top + 8, text: () => [
          step.path + (step.attempts.length > 1 ? `, attempt ${attempt.n}` : ''),
          `${STATUS[attempt.mark].word} after ${duration(attempt.end - attempt.start)}`,
          ...(attempt.failure ? [cut(`${attempt.failure.type}: ${attempt.failure.message}`, 120)] : [])]});
      }
      if (study) {
        study.spans.start.forEach((start, i) => {
          const x = scale.at(start), end = scale.at(study.spans.end[i]);
          const at = top + 22 + row.laneOf[i] * row.thick;
          bar(study.spans.mark[i], x, at, end - x, row.thick);
          const trial = study.spans.trial[i];
          points.push({x: (x + Math.max(end, x + 2)) / 2, from: x, to: end, y: at + row.thick / 2, trial: {study, trial},
            text: () => [`Trial ${study.trials.number[trial]}`, `${STATUS[study.spans.mark[i]].word} after ${duration(study.spans.end[i] - start)}`,
              ...(study.trials.value[trial] === null ? [] : [`${study.metric} ${number(study.trials.value[trial])}`])]});
        });
      }
      y += rowTall(row, width);
    }
    const bars = Object.entries(paths).map(([kind, d]) => s('path', {class: 'bar ' + kind, d: d.join('')}));
    return {nodes: [nodes, bars], points};
  }

  const seen = new Set(started.flatMap((step) => step.attempts.map((each) => each.mark)).concat(data.studies.flatMap((study) => study.spans.mark)));
  const note = started.length > MAX_ROWS ? `The first ${MAX_ROWS} of ${amount(started.length)} steps; the table below has the others.`
    : data.studies.length ? 'Below a search: its trials, one row for each place where a trial could run.' : null;
  return plot({name: 'timeline', note, key: [...seen].sort().map((mark) => [STATUS[mark].name, STATUS[mark].word]),
    summary: `Timeline of ${count(started.length, 'step')}, ${duration(data.run.active)} long. The table of steps has the same times.`,
    height: (width) => rows.reduce((sum, row) => sum + rowTall(row, width), 0) + 36, draw, select: (at) => select(at.study, at.trial)});
}
