import uPlot from './modules/uplot.js';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const HEIGHT = 180;

const line = (u, x0, y0, x1, y1, stroke, dash) => {
  const { ctx } = u;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map((part) => part * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
  ctx.restore();
};

/** Thresholds across, and the turns of the incident as numbered lines down the same axis. */
const marked = (limits, marks) => (u) => {
  const { left, top, width, height } = u.bbox;
  for (const { value, kind } of limits) {
    const y = u.valToPos(value, 'y', true);
    if (y >= top && y <= top + height)
      line(u, left, y, left + width, y, colour(kind === 'trigger' ? '--danger' : '--good'), [6, 4]);
  }
  const { ctx } = u;
  let lastLabel = Number.NEGATIVE_INFINITY;
  for (const [index, at] of marks.entries()) {
    const x = u.valToPos(at / 1_000, 'x', true);
    if (x < left || x > left + width) continue;
    line(u, x, top, x, top + height, colour('--edge'), [2, 3]);
    if (x - lastLabel < 14 * devicePixelRatio) continue;
    lastLabel = x;
    ctx.save();
    ctx.fillStyle = colour('--ink-2');
    ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = 'center';
    ctx.fillText(String(index + 1), x, top - 4 * devicePixelRatio);
    ctx.restore();
  }
};

const rangeOf = ({ points, limits }) => {
  const values = [...points.map(([, value]) => value), ...limits.map(({ value }) => value)];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * 0.1, 1);
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
};

const timesOf = ({ points }, marks) => {
  const times = [...points.map(([at]) => at), ...marks].map((at) => at / 1_000);
  const room = Math.max((Math.max(...times) - Math.min(...times)) * 0.02, 60);
  return [Math.min(...times) - room, Math.max(...times) + room];
};

const TIME_AXIS = [
  [86_400, '{YYYY}-{MM}-{DD}', null, null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1],
];

const axesOf = ({ percent }) => [
  {
    stroke: colour('--ink-3'),
    grid: { show: false },
    ticks: { stroke: colour('--line-2') },
    values: TIME_AXIS,
    space: 80,
  },
  {
    stroke: colour('--ink-3'),
    grid: { stroke: colour('--line') },
    ticks: { show: false },
    size: 52,
    values: (_, ticks) => ticks.map((tick) => (percent ? `${tick}%` : String(tick))),
  },
];

const options = (metric, { marks, timezone }, width) => ({
  width,
  height: HEIGHT,
  padding: [18, 30, 0, 0],
  legend: { show: false },
  cursor: { y: false, drag: { x: false, y: false } },
  tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), timezone),
  scales: {
    x: { time: true, range: timesOf(metric, marks) },
    y: { range: rangeOf(metric) },
  },
  axes: axesOf(metric),
  series: [
    {},
    {
      label: metric.name,
      stroke: colour('--info'),
      width: 2,
      points: { show: metric.points.length < 40, size: 5, fill: colour('--surface') },
    },
  ],
  hooks: { draw: [marked(metric.limits, marks)] },
});

const key = (kind, words) => {
  const part = document.createElement('span');
  part.className = `key ${kind}`;
  part.textContent = words[kind];
  return part;
};

/** Draws every metric of the place, again when its width or the system's colours change. */
export const draw = (place) => {
  const data = JSON.parse(place.dataset.charts);
  const words = JSON.parse(document.querySelector('[data-words]').dataset.words);
  const paint = () => {
    place.replaceChildren();
    for (const metric of data.metrics) {
      const figure = document.createElement('div');
      figure.className = 'chart';
      const heading = document.createElement('h3');
      heading.textContent = metric.name;
      for (const kind of new Set(metric.limits.map((limit) => limit.kind)))
        heading.append(key(kind, words));
      const canvas = document.createElement('div');
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', words.chart.replace('{}', metric.name));
      figure.append(heading, canvas);
      place.append(figure);
      const columns = [
        metric.points.map(([at]) => at / 1_000),
        metric.points.map(([, value]) => value),
      ];
      const plot = new uPlot(options(metric, data, canvas.clientWidth), columns, canvas);
      canvas.dataset.drawn = String(plot.data[0].length);
    }
    const legend = place.parentElement.querySelector('[data-chart-legend]');
    if (legend !== null) legend.hidden = false;
  };
  paint();
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === width || !place.isConnected) return;
    width = place.clientWidth;
    paint();
  }).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
};
