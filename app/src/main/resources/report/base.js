// What all parts share: elements, numbers and times as text, and the statuses.

const data = JSON.parse(document.getElementById('data').textContent);

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === undefined || value === null) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

// Children are nodes or texts; texts are never read as markup.
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// By the ordinal that the data has.
const STATUS = [
  {word: 'completed', name: 'completed'},
  {word: 'stopped early', name: 'stopped'},
  {word: 'failed', name: 'failed'},
  {word: 'running', name: 'running'},
  {word: 'paused', name: 'paused'},
  {word: 'cut off', name: 'cut'},
  {word: 'cancelled', name: 'cancelled'},
  {word: 'skipped', name: 'skipped'},
];
const COMPLETED = 0;
const FAILED = 2;

function number(value, digits = 5) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return String(value);
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    return value.toExponential(Math.min(3, digits - 1)).replace(/\.?0+e/, 'e').replace('e+', 'e');
  }
  const text = value.toPrecision(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

// Of things that are counted.
const amount = (value) => value.toLocaleString('en-US');

const count = (value, one, many = one + 's') => `${amount(value)} ${value === 1 ? one : many}`;

function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function bytes(size) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (size >= 1000 && unit < 4) { size /= 1000; unit++; }
  return `${number(size, 3)} ${units[unit]}`;
}

function moment(ms) {
  const at = new Date(data.run.start + ms);
  return h('time', {datetime: at.toISOString()},
    at.toLocaleString('en-GB', {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit'}));
}

const cut = (text, length) => text.length > length ? text.slice(0, length - 1) + '…' : text;

// A value of a parameter: the data has a category's index, or a number.
function shown(axis, value) {
  if (value === null) return '–';
  return axis.kind === CATEGORY ? axis.labels[value] : number(value, 6);
}

const LINEAR = 0, LOG = 1, CATEGORY = 2;
