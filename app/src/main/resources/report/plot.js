// Scales, axes and the frame that every plot stands in: sizing, pointing, keyboard.

function steps(low, high, wanted) {
  const raw = (high - low) / Math.max(1, wanted);
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= raw * 0.999);
  // Where neighbours are too near for numbers between them, no count of steps reaches from one to the next.
  if (!(Math.max(Math.abs(low), Math.abs(high)) / step < 2 ** 50)) return [low, high];
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
  return ticks.map((value) => Math.abs(value) < step * 1e-9 ? 0 : Number(value.toPrecision(12)));
}

function linear(low, high, from, to) {
  if (!(high > low)) { const pad = Math.abs(low) * 0.05 || 0.5; low -= pad; high += pad; }
  const at = (value) => from + (value - low) / (high - low) * (to - from);
  return {at, low, high, ticks: (wanted) => steps(low, high, wanted).map((value) => ({p: at(value), text: number(value)}))};
}

// Of whole numbers only whole ones are named.
function whole(scale) {
  return {...scale, ticks: (wanted) => scale.ticks(Math.min(wanted, Math.max(1, scale.high - scale.low))).filter((tick) => Number.isInteger(Number(tick.text)))};
}

function logarithmic(low, high, from, to) {
  if (!(high > low)) { low /= 2; high *= 2; }
  const inner = linear(Math.log10(low), Math.log10(high), from, to);
  const at = (value) => inner.at(Math.log10(value));
  const ticks = (wanted) => {
    const decades = [];
    for (let e = Math.ceil(inner.low - 1e-9); e <= inner.high + 1e-9; e++) decades.push(Math.pow(10, e));
    const skip = Math.ceil(decades.length / Math.max(2, wanted));
    let values = decades.filter((_, i) => i % skip === 0);
    if (decades.length < 2) values = [low, ...decades.filter((v) => v > low * 1.3 && v < high / 1.3), high];
    return values.map((value) => ({p: at(value), text: number(value, 3)}));
  };
  return {at, low, high, ticks};
}

function categories(labels, from, to) {
  const at = (index) => from + (index + 0.5) / labels.length * (to - from);
  return {at, ticks: (wanted) => {
    const skip = Math.ceil(labels.length / Math.max(2, wanted * 2));
    return labels.map((text, i) => ({p: at(i), text})).filter((_, i) => i % skip === 0);
  }};
}

function axisScale(axis, from, to) {
  if (axis.kind === CATEGORY) return categories(axis.labels, from, to);
  return axis.kind === LOG ? logarithmic(axis.low, axis.high, from, to) : linear(axis.low, axis.high, from, to);
}

const round = (value) => Math.round(value * 10) / 10;

// Ten thousand dots are one path: round ends of lines without length.
const dots = (points, name) => s('path', {class: 'dots ' + name, d: points.map((p) => `M${round(p.x)} ${round(p.y)}h0`).join('')});
const crosses = (points, name) => s('path', {class: 'crosses ' + name, d: points.map((p) => `M${round(p.x - 3)} ${round(p.y - 3)}l6 6m0 -6l-6 6`).join('')});
const line = (points, name) => s('path', {class: 'line ' + name, d: points.map((p, i) => `${i ? 'L' : 'M'}${round(p.x)} ${round(p.y)}`).join('')});
const label = (x, y, text, name = '', anchor = 'start') => s('text', {x: round(x), y: round(y), class: name, 'text-anchor': anchor}, text);

function leftAxis(scale, box, wanted = 5) {
  return scale.ticks(wanted).map((tick) => [
    s('path', {class: 'grid', d: `M${box.left} ${round(tick.p)}H${box.right}`}),
    label(box.left - 8, tick.p + 4, cut(tick.text, 12), 'tick', 'end')]);
}

function bottomAxis(scale, box, wanted, title) {
  return [s('path', {class: 'axis', d: `M${box.left} ${box.bottom}H${box.right}`}),
    scale.ticks(wanted).map((tick) => [
      s('path', {class: 'axis', d: `M${round(tick.p)} ${box.bottom}v4`}),
      label(Math.min(tick.p, box.right + 8 - 3.6 * tick.text.length), box.bottom + 17, cut(tick.text, 12), 'tick', 'middle')]),
    title && label(box.right, box.bottom + 33, title, 'title', 'end')];
}

const legend = (items) => h('ul', {class: 'legend'}, items.map(([name, text]) => h('li', {}, h('i', {class: 'key ' + name}), text)));

const live = h('div', {class: 'unseen', 'aria-live': 'polite'});

// A plot. `draw(box)` is called with the place there is, now and whenever the width changes, and gives
// {nodes, points}; a point has x, y, text (lines) and perhaps trial, and can be pointed at.
function plot({name, title, summary, note, key, height, draw, select, small}) {
  const holder = h('div', {class: 'canvas'});
  const tip = h('div', {class: 'tip', hidden: true});
  const heading = title && h(small ? 'h4' : 'h3', {}, title);
  const figure = h('figure', {class: 'plot' + (small ? ' small' : ''), 'data-plot': name}, heading,
    note && h('p', {class: 'note'}, note), h('div', {class: 'stage'}, holder, tip), key && legend(key));
  let width = 0, points = [], current = -1, halo = null, chosen = null, marked = -1;

  function place(point) {
    halo.setAttribute('visibility', point ? 'visible' : 'hidden');
    tip.hidden = !point;
    if (!point) return;
    halo.setAttribute('cx', point.x);
    halo.setAttribute('cy', point.y);
    tip.replaceChildren(...point.text().map((text, i) => h(i ? 'div' : 'strong', {}, text)));
    const left = Math.min(Math.max(0, point.x + 14), width - tip.offsetWidth - 2);
    const over = point.x + 14 > width - tip.offsetWidth ? point.x - tip.offsetWidth - 14 : left;
    tip.style.left = Math.max(0, over) + 'px';
    tip.style.top = Math.max(0, point.y - tip.offsetHeight - 8) + 'px';
  }

  function nearest(event) {
    const area = holder.getBoundingClientRect();
    const x = event.clientX - area.left, y = event.clientY - area.top;
    let best = -1, distance = 40 * 40;
    for (let i = 0; i < points.length; i++) {
      const point = points[i];
      const dx = point.to === undefined ? point.x - x : Math.max(point.from - x, 0, x - point.to);
      const away = dx * dx + (point.y - y) * (point.y - y);
      if (away < distance) { distance = away; best = i; }
    }
    return best;
  }

  function point(index) {
    current = index;
    place(points[index]);
  }

  function pick() {
    if (select && points[current] && points[current].trial !== undefined) select(points[current].trial);
  }

  function key_(event) {
    const move = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (move && points.length) {
      point(Math.min(points.length - 1, Math.max(0, current + move)));
      live.textContent = points[current].text().join(', ');
      event.preventDefault();
    } else if (event.key === 'Enter') pick();
    else if (event.key === 'Escape') point(-1);
  }

  function mark(trial) {
    marked = trial;
    const found = points.find((each) => each.trial === trial);
    chosen.setAttribute('visibility', trial >= 0 && found ? 'visible' : 'hidden');
    if (trial >= 0 && found) { chosen.setAttribute('cx', found.x); chosen.setAttribute('cy', found.y); }
  }

  function redraw() {
    try {
      const tall = height(width);
      const drawn = draw({width, height: tall});
      points = drawn.points || [];
      halo = s('circle', {class: 'halo', r: 6, visibility: 'hidden'});
      chosen = s('circle', {class: 'halo chosen', r: 7, visibility: 'hidden'});
      holder.replaceChildren(s('svg', {width, height: tall, viewBox: `0 0 ${width} ${tall}`, role: 'img',
        'aria-label': summary, tabindex: points.length ? 0 : false, onkeydown: key_, onblur: () => point(-1)},
        drawn.nodes, chosen, halo));
      mark(marked);
    } catch (broken) {
      figure.classList.add('broken');
      holder.replaceChildren(h('p', {}, `This plot could not be drawn: ${broken.message}`));
      console.error(name, broken);
    }
  }

  holder.addEventListener('pointermove', (event) => point(nearest(event)));
  holder.addEventListener('pointerdown', (event) => point(nearest(event)));
  holder.addEventListener('pointerleave', () => point(-1));
  holder.addEventListener('click', (event) => { if (!event.target.closest('.grip')) pick(); });
  new ResizeObserver(() => {
    const now = Math.floor(holder.clientWidth);
    if (now > 0 && now !== width) { width = now; redraw(); }
  }).observe(holder);
  figure.mark = mark;
  figure.redraw = redraw;
  return figure;
}
