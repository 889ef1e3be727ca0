// The page: header, sections, the sheet with one trial's details.

function themeButton() {
  const root = document.documentElement;
  const words = {auto: 'Theme: automatic', light: 'Theme: light', dark: 'Theme: dark'};
  const set = (theme) => {
    if (theme === 'auto') delete root.dataset.theme; else root.dataset.theme = theme;
    button.textContent = words[theme];
    button.value = theme;
    try { localStorage.setItem('eagleray-theme', theme); } catch (refused) { /* a file may not keep it */ }
  };
  const button = h('button', {type: 'button', class: 'theme', onclick: () => set({auto: 'light', light: 'dark', dark: 'auto'}[button.value])});
  let kept = 'auto';
  try { kept = localStorage.getItem('eagleray-theme') || 'auto'; } catch (refused) { /* as above */ }
  const asked = location.hash.match(/^#theme=(light|dark)$/);
  set(asked ? asked[1] : words[kept] ? kept : 'auto');
  return button;
}

const RUN_STATUS = {SUCCESS: ['success', 'completed'], FAILED: ['failed', 'failed'], CANCELLED: ['cancelled', 'cancelled'], RUNNING: ['running', 'running'], CREATED: ['not started', 'waiting'], INTERRUPTED: ['interrupted', 'cut']};

const figure = (name, ...content) => h('div', {}, h('dt', {}, name), h('dd', {}, content));

function header() {
  const {run, steps, studies, parameters} = data;
  const [word, style] = RUN_STATUS[run.status];
  const pauses = run.end - run.active > run.active * 0.1 && run.sessions.length > 1;
  const done = steps.filter((step) => step.status === 0).length;
  const facts = [figure(run.status === 'RUNNING' ? 'So far' : 'Duration', duration(run.active), pauses && h('small', {}, `in ${run.sessions.length} sessions over ${duration(run.end)}`)),
    figure('Steps', `${amount(done)} of ${amount(steps.length)}`, h('small', {}, 'completed'))];
  for (const study of studies) {
    const by = STATUS.map((status, mark) => [status.word, study.trials.status.filter((each) => each === mark).length]).filter((each) => each[1]);
    if (study.front) {
      facts.push(figure(`Front${studies.length > 1 ? ` of ${study.path}` : ''}`, amount(study.front.trials.length), h('small', {}, study.front.metrics.join(' · '))));
    } else if (study.best !== undefined && study.metric) {
      facts.push(figure(`Best ${study.metric}${studies.length > 1 ? ` in ${study.path}` : ''}`, number(study.trials.value[study.best]), h('small', {}, `trial ${study.trials.number[study.best]}`)));
    }
    facts.push(figure(studies.length > 1 ? `Trials of ${study.path}` : 'Trials', amount(study.size), h('small', {}, by.map(([status, many]) => `${amount(many)} ${status}`).join(' · '))));
  }
  for (const metric of parameters.filter((parameter) => parameter.kind === 'metric').slice(0, 6)) {
    const value = Number(metric.text);
    facts.push(figure(metric.name, Number.isFinite(value) ? number(value) : cut(parameterText(metric), 20), h('small', {}, 'metric of the run')));
  }
  return h('header', {}, h('div', {class: 'top'}, h('span', {class: 'brand'}, 'eagleray'), themeButton()),
    h('h1', {}, run.id, ' ', h('span', {class: 'pill large ' + style}, word)),
    h('p', {class: 'where'}, h('code', {}, run.pipeline), run.tag && h('span', {}, 'tag ', h('strong', {}, run.tag)), h('span', {}, 'started ', moment(0))),
    run.failure && h('div', {class: 'cause', role: 'note'}, told(run.failure)),
    h('dl', {class: 'facts'}, facts));
}

function bestCard(study) {
  if (study.best === undefined) return null;
  const {trials} = study;
  const rows = study.axes.map((axis, k) => [axis.name, trials.config[k][study.best], axis]).filter((each) => each[1] !== null);
  const exact = study.bestConfig;
  const copy = h('button', {type: 'button', class: 'copy', onclick: () => navigator.clipboard.writeText(exact).then(() => { copy.textContent = 'Copied'; }, () => { copy.textContent = 'Please copy it by hand'; })}, 'Copy as JSON');
  const several = study.front && study.front.metrics.map((name, m) => `${name} ${number(study.front.values[m][study.best], 7)}`).join(', ');
  return h('div', {class: 'part bestcard'}, h('h3', {}, several ? 'Compromise' : 'Best configuration'),
    h('p', {class: 'note'}, `Trial ${trials.number[study.best]}` + (several ? `, ${several}: nearest to the best value of every metric` : study.metric ? `, ${study.metric} ${number(trials.value[study.best], 7)}` : '') + (study.reached > 1 ? ` at step ${number(trials.step[study.best])}` : '')),
    h('dl', {class: 'config'}, rows.map(([name, value, axis]) => h('div', {}, h('dt', {}, name), h('dd', {}, shown(axis, value)))),
      Object.entries(study.fixed).map(([name, value]) => h('div', {class: 'quiet'}, h('dt', {}, name), h('dd', {}, cut(value, 40), h('small', {}, ' in all trials'))))),
    h('details', {}, h('summary', {}, 'Exact values'), h('pre', {}, exact), copy));
}

const sheet = h('aside', {class: 'sheet', hidden: true, 'aria-label': 'Trial', tabindex: -1});

function studySection(study) {
  const marked = [];
  let back = null;
  const close = () => { sheet.hidden = true; marked.forEach((each) => each.mark(-1)); if (back) back.focus({preventScroll: true}); };
  function select(trial) {
    const {trials} = study;
    back = document.activeElement;
    marked.forEach((each) => each.mark(trial));
    const row = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
    sheet.replaceChildren(h('button', {type: 'button', class: 'close', 'aria-label': 'Close', onclick: close}, '×'),
      h('h3', {}, `Trial ${trials.number[trial]} `, pill(trials.status[trial])),
      h('dl', {class: 'config'}, study.metric && row(study.metric, number(trials.value[trial], 7)),
        row('time', duration(study.time[trial])), row('reports', number(trials.reports[trial])), trials.attempts[trial] > 1 && row('attempts', number(trials.attempts[trial]))),
      h('h4', {}, 'Configuration'), h('dl', {class: 'config'}, study.config(trial).map(([name, value, axis]) => row(name, shown(axis, value)))),
      Object.keys(study.metrics).length > 0 && [h('h4', {}, 'Last report'), h('dl', {class: 'config'}, Object.entries(study.metrics).map(([name, values]) => row(name, number(values[trial], 7))))],
      trials.error[trial] >= 0 && told(study.errors[trials.error[trial]]));
    sheet.hidden = false;
    sheet.onkeydown = (event) => { if (event.key === 'Escape') close(); };
    sheet.focus({preventScroll: true});
  }
  study.select = select;
  const keep = (each) => { if (each.mark) marked.push(each); return each; };
  const goal = study.front ? study.front.metrics.map((name, m) => `${study.front.maximize[m] ? 'maximise' : 'minimise'} ${name}`).join(', ') : study.metric ? `${study.maximize ? 'maximise' : 'minimise'} ${study.metric}` : 'no metric was reported';
  const shown_ = [];
  if (study.valued.length) {
    frontPlots(study, select).forEach((each) => shown_.push(keep(each)));
    shown_.push(keep(historyPlot(study, select)), h('div', {class: 'pair'}, bestCard(study), importancePlot(study)));
    if (study.axes.length) {
      shown_.push(keep(parallelPlot(study, select)));
      const sliced = slices(study, select);
      sliced.querySelectorAll('figure').forEach(keep);
      shown_.push(sliced);
      if (study.axes.length > 1) {
        const over = contours(study, select);
        over.querySelectorAll('figure').forEach(keep);
        shown_.push(over);
      }
    }
    shown_.push(keep(curvesPlot(study, select)));
    if (study.lineage.length) shown_.push(keep(lineagePlot(study, select)));
  } else shown_.push(h('p', {class: 'note'}, 'No trial has a value yet, so there is nothing to draw.'));
  return h('section', {id: 'search-' + study.path}, h('h2', {}, study.path), h('p', {class: 'lead'}, `${count(study.size, 'trial')} · ${goal}`,
    study.assumed && study.metric && ' (the log does not say what was optimised: this is the first number that was reported, taken as better when larger)'), shown_, trialTable(study, select));
}

function section(id, title, ...content) {
  return h('section', {id}, h('h2', {}, title), content);
}

function page() {
  data.studies.forEach(understand);
  const errors = errorList();
  const sections = [
    data.steps.some((step) => step.attempts && step.attempts.length) && section('timeline', 'Timeline', timeline((study, trial) => study.select(trial))),
    ...data.studies.map(studySection),
    section('steps', 'Steps', stepTable()),
    data.parameters.length > 0 && section('parameters', 'Parameters and metrics', parameterTable(data.parameters)),
    errors && section('errors', 'Errors', errors),
    data.warnings.length > 0 && section('warnings', 'Warnings', h('ul', {class: 'warnings'}, data.warnings.map((text) => h('li', {}, text)))),
  ].filter(Boolean);
  const links = sections.map((each) => h('li', {}, h('a', {href: '#' + encodeURIComponent(each.id)}, each.querySelector('h2').textContent)));
  document.getElementById('page').replaceChildren(header(), h('nav', {'aria-label': 'Sections'}, h('ul', {}, links)), ...sections,
    h('footer', {}, `Eagleray ${data.run.version} · the run's log up to `, moment(data.run.end)));
  document.body.append(live, sheet);
}

addEventListener('beforeprint', () => document.querySelectorAll('.errors details').forEach((each) => { each.open = true; }));
page();
