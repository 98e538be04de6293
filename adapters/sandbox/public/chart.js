import { clockTime } from './format.js';
import { html, useLayoutEffect, useRef, useState } from './lib.js';

const HEIGHT = 150;
const PAD = { top: 14, right: 14, bottom: 22, left: 40 };

const rangeOf = (values) => {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = high === low ? Math.abs(high) * 0.1 || 1 : (high - low) * 0.12;
  return [low - room, high + room];
};

const scale =
  ([low, high], [from, to]) =>
  (value) =>
    from + ((value - low) / (high - low || 1)) * (to - from);

const short = (value) => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10);

/** As wide as its place, so that its letters are as large as those around it. */
const useWidth = () => {
  const box = useRef(null);
  const [width, setWidth] = useState(560);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.max(220, Math.round(entry.contentRect.width))),
    );
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
};

/** A small line chart of metrics over time, with its threshold. */
export const Chart = (props) =>
  props.element.series.some(({ points }) => points.length > 0)
    ? html`<${Drawing} ...${props} />`
    : null;

const geometryOf = ({ series, threshold }, width) => {
  const points = series.flatMap((one) => one.points);
  const values = points.map(([, value]) => value).concat(threshold ?? []);
  const times = points.map(([at]) => at);
  const span = [Math.min(...times), Math.max(...times)];
  return {
    span,
    ticks: [Math.max(...values), Math.min(...values)],
    left: PAD.left,
    right: width - PAD.right,
    x: scale(span, [PAD.left, width - PAD.right]),
    y: scale(rangeOf(values), [HEIGHT - PAD.bottom, PAD.top]),
  };
};

const Across = ({ name, at, geometry: { left, right, y } }) =>
  html`<line class=${name} x1=${left} x2=${right} y1=${y(at)} y2=${y(at)} />`;

const Series = ({ points, n, geometry: { x, y } }) => {
  const line = points.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
  const end = points.at(-1);
  return html`
    <path class=${`series line-${n % 4}`} d=${`M${line}`} />
    ${end && html`<circle class=${`dot line-${n % 4}`} cx=${x(end[0])} cy=${y(end[1])} r="3.5" />`}
  `;
};

const Legend = ({ element: { title, series, threshold }, words }) => html`
  <figcaption>
    <span class="chart-title">${title}</span>
    ${series.map(({ name }, n) => html`<span class="legend"><i class=${`line-${n % 4}`}></i>${name}</span>`)}
    ${threshold !== undefined && html`<span class="legend"><i class="line-limit"></i>${words.chartThreshold(threshold)}</span>`}
  </figcaption>
`;

const Drawing = ({ element, context }) => {
  const [box, width] = useWidth();
  const { title, series, threshold } = element;
  const geometry = geometryOf(element, width);
  const { span, ticks, left, right, y } = geometry;
  const last = series.map(({ name, points }) => `${name} ${points.at(-1)?.[1] ?? ''}`).join(', ');
  return html`
    <figure class="chart" ref=${box}>
      <${Legend} element=${element} words=${context.words} />
      <svg viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label=${`${title}: ${last}`}>
        ${ticks.map(
          (tick) => html`
            <${Across} name="grid" at=${tick} geometry=${geometry} />
            <text class="tick" x=${left - 6} y=${y(tick) + 4} text-anchor="end">${short(tick)}</text>`,
        )}
        ${threshold !== undefined && html`<${Across} name="limit" at=${threshold} geometry=${geometry} />`}
        <text class="tick" x=${left} y=${HEIGHT - 6}>${clockTime(span[0], context)}</text>
        <text class="tick" x=${right} y=${HEIGHT - 6} text-anchor="end">${clockTime(span[1], context)}</text>
        ${series.map(({ points }, n) => html`<${Series} points=${points} n=${n} geometry=${geometry} />`)}
      </svg>
    </figure>
  `;
};
