// Tables: trials, steps, parameters, errors.

const PAGE = 100;

const pill = (mark) => mark === -1 ? h('span', {class: 'pill waiting'}, 'not started') : h('span', {class: 'pill ' + STATUS[mark].name}, STATUS[mark].word);

const scroller = (name, table) => h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name}, table);

function trialTable(study, select) {
  const {trials} = study;
  const place = new Map(study.ranked.map((trial, i) => [trial, i]));
  const metrics = Object.entries(study.metrics).slice(0, 3);
  const columns = [
    {name: 'trial', of: (i) => trials.number[i], num: true},
    {name: study.metric || 'value', of: (i) => trials.value[i], num: true, best: true},
    {name: 'status', of: (i) => trials.status[i], cell: (i) => pill(trials.status[i])},
    {name: 'step', of: (i) => trials.step[i], num: true},
    {name: 'time', of: (i) => study.time[i], cell: (i) => duration(study.time[i]), num: true},
    ...study.axes.map((axis, k) => ({name: axis.name, of: (i) => trials.config[k][i], cell: (i) => cut(shown(axis, trials.config[k][i]), 24), num: axis.kind !== CATEGORY})),
    ...metrics.map(([name, values]) => ({name, of: (i) => values[i], num: true})),
    {name: 'error', of: (i) => trials.error[i], cell: (i) => trials.error[i] < 0 ? '' : cut(`${study.errors[trials.error[i]].type}: ${study.errors[trials.error[i]].message}`, 60)},
  ];
  let sort = {column: 1, best: true}, rows = PAGE, only = -1;
  const body = h('tbody');
  const more = h('button', {type: 'button', class: 'more', onclick: () => { rows += 5 * PAGE; show(); }});
  const heads = columns.map((column, c) => h('th', {scope: 'col', class: column.num ? 'num' : ''},
    h('button', {type: 'button', onclick: () => { sort = sort.column === c && !sort.best ? {column: c, down: !sort.down} : {column: c, best: column.best, down: false}; show(); }}, column.name)));

  function order() {
    let all = Array.from({length: study.size}, (_, i) => i);
    if (only >= 0) all = all.filter((i) => trials.status[i] === only);
    if (sort.best) return all.sort((a, b) => (place.has(a) ? place.get(a) : Infinity) - (place.has(b) ? place.get(b) : Infinity) || a - b);
    const {of} = columns[sort.column], sign = sort.down ? -1 : 1;
    return all.sort((a, b) => {
      const x = of(a), y = of(b);
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      return sign * (x - y) || a - b;
    });
  }

  function show() {
    const all = order();
    heads.forEach((head, c) => head.setAttribute('aria-sort', sort.column !== c ? 'none' : sort.best ? 'other' : sort.down ? 'descending' : 'ascending'));
    body.replaceChildren(...all.slice(0, rows).map((i) => {
      const cells = columns.map((column, c) => {
        const content = column.cell ? column.cell(i) : number(column.of(i), 6);
        if (c === 0) return h('th', {scope: 'row', class: 'num'}, h('button', {type: 'button', onclick: () => select(i), 'aria-label': `Trial ${trials.number[i]}: details`}, content));
        return h('td', {class: column.num ? 'num' : ''}, content);
      });
      return h('tr', {class: i === study.best ? 'winner' : trials.status[i] === 1 ? 'dim' : ''}, cells);
    }));
    more.hidden = all.length <= rows;
    more.textContent = `Show ${amount(Math.min(5 * PAGE, all.length - rows))} more of ${amount(all.length)}`;
  }

  const kinds = [...new Set(trials.status)].sort();
  const chips = kinds.length < 2 ? null : h('div', {class: 'chips', role: 'group', 'aria-label': 'Show only'}, [-1, ...kinds].map((kind) =>
    h('button', {type: 'button', 'aria-pressed': String(kind === only), onclick: (event) => {
      only = kind;
      event.target.parentElement.querySelectorAll('button').forEach((each) => each.setAttribute('aria-pressed', String(each === event.target)));
      show();
    }}, kind < 0 ? `all ${amount(study.size)}` : `${STATUS[kind].word} ${amount(trials.status.filter((each) => each === kind).length)}`)));
  show();
  return h('div', {class: 'part'}, h('h3', {}, 'Trials'), chips,
    scroller('Trials', h('table', {class: 'trials'}, h('caption', {class: 'unseen'}, 'Trials, the best first'), h('thead', {}, h('tr', {}, heads)), body)), more);
}

const stack = (failure) => failure.stack ? h('details', {}, h('summary', {}, 'Stack'), h('pre', {}, failure.stack)) : null;

const told = (failure) => [h('p', {class: 'error'}, h('strong', {}, failure.type), ': ', failure.message), failure.at && h('p', {class: 'at'}, 'at ', h('code', {}, failure.at)), stack(failure)];

function stepTable() {
  let rows = PAGE;
  const body = h('tbody');
  const more = h('button', {type: 'button', class: 'more', onclick: () => { rows += 5 * PAGE; show(); }});
  function show() {
    body.replaceChildren(...data.steps.slice(0, rows).map((step) => {
      const attempts = step.attempts || [];
      const first = attempts[0], last = attempts[attempts.length - 1];
      return h('tr', {}, h('th', {scope: 'row'}, step.path), h('td', {}, step.type || ''), h('td', {}, step.skipped ? h('span', {class: 'pill waiting'}, 'skipped') : pill(step.status),
        step.reused ? ` reused from run ${step.reused}` : ''),
        h('td', {class: 'num'}, number(attempts.length)), h('td', {class: 'num'}, first ? '+' + duration(first.start) : ''),
        h('td', {class: 'num'}, last ? duration(attempts.reduce((sum, each) => sum + each.end - each.start, 0)) : ''),
        h('td', {}, [...(step.outputs || []), ...(step.files || []).filter((file) => file.put).map((file) => `${file.name} (${bytes(file.size)})`)].join(', ')));
    }));
    more.hidden = data.steps.length <= rows;
    more.textContent = `Show more of ${amount(data.steps.length)}`;
  }
  show();
  return [scroller('Steps', h('table', {}, h('caption', {class: 'unseen'}, 'Steps'), h('thead', {}, h('tr', {},
    ['step', 'type', 'status', 'attempts', 'start', 'time', 'left behind'].map((name, i) => h('th', {scope: 'col', class: i > 2 && i < 6 ? 'num' : ''}, name)))), body)), more];
}

// A parameter's value in few words.
function parameterText(parameter) {
  try {
    const json = JSON.parse(parameter.text);
    const object = json && json['$eagleray.object'];
    if (object) return `object ${object.format}${object.type ? ' ' + object.type : ''}, ${bytes(object.size)}, sha256 ${String(object.sha256).slice(0, 12)}…`;
    if (typeof json === 'number') return Number.isInteger(json) && !Number.isSafeInteger(json) ? parameter.text : number(json, 8);
    if (typeof json === 'string') return json;
  } catch (partial) { /* a long value is cut and shown as it is */ }
  return parameter.text;
}

function parameterTable(parameters) {
  const cell = (parameter) => {
    const text = parameterText(parameter);
    return text.length > 120 ? h('details', {}, h('summary', {}, h('code', {}, cut(text, 90))), h('pre', {}, text),
      parameter.length > parameter.text.length && h('p', {class: 'note'}, `Cut: it has ${amount(parameter.length)} characters.`)) : h('code', {}, text);
  };
  return scroller('Parameters', h('table', {class: 'wide'}, h('caption', {class: 'unseen'}, 'Parameters and metrics'), h('thead', {}, h('tr', {}, ['name', 'kind', 'value'].map((name) => h('th', {scope: 'col'}, name)))),
    h('tbody', {}, parameters.map((parameter) => h('tr', {}, h('th', {scope: 'row'}, parameter.name), h('td', {}, parameter.kind), h('td', {class: 'value'}, cell(parameter)))))));
}

function errorList() {
  const items = [];
  for (const step of data.steps) {
    for (const attempt of step.attempts || []) {
      if (attempt.failure) items.push(h('li', {}, h('h3', {}, step.path, ' ', h('span', {class: 'quiet'}, `attempt ${attempt.n}${attempt.retried ? ', tried again' : ''}`)), told(attempt.failure)));
    }
  }
  for (const study of data.studies) {
    for (const error of study.errors) {
      const more = error.count > error.trials.length ? ' …' : '';
      items.push(h('li', {}, h('h3', {}, study.path, ' ', h('span', {class: 'quiet'}, `${count(error.count, 'trial')}: ${error.trials.join(', ')}${more}`)), told(error)));
    }
  }
  return items.length ? h('ul', {class: 'errors'}, items) : null;
}
