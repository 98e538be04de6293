import { setClock } from './session.js';
import { clockSeconds, clockTime, shortDay } from './format.js';
import { Icon } from './icons.js';
import { cls, html, useEffect, useState } from './lib.js';

const RATES = [1, 10, 60];

/** The virtual time at this moment. */
export const virtualNow = (clock) => clock.now + (performance.now() - clock.at) * clock.rate;

const useTick = (ms) => {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), ms);
    return () => clearInterval(timer);
  }, [ms]);
};

/** The hands of the clock: what time it is here, how fast it runs, and a jump to the next deadline. */
export const ClockBar = ({ clock, context, busy }) => {
  useTick(clock.rate > 1 ? 200 : 1_000);
  const { words } = context;
  const now = virtualNow(clock);
  const next = clock.nextDue;
  const paused = clock.rate === 0;
  // A phone has room for one button: it shows the rate and goes to the next.
  const shown = RATES.includes(clock.rate) ? clock.rate : RATES[0];
  return html`
    <div class="clock" role="group" aria-label=${words.clock} title=${words.clockHelp}>
      <span class=${cls('clock-face', paused && 'paused')}>
        <span class="clock-day">${shortDay(now, context)}</span>
        <time class="clock-time" datetime=${new Date(now).toISOString()}>${clockSeconds(now, context)}</time>
      </span>
      <span class="clock-hands">
        <button type="button" class="clock-button" disabled=${busy} aria-label=${paused ? words.resume : words.pause} title=${paused ? words.resume : words.pause}
          onClick=${() => setClock({ pause: !paused })}><${Icon} name=${paused ? 'play' : 'pause'} size=${15} /></button>
        <button type="button" class="clock-button cycle" disabled=${busy} aria-label=${words.rateLabel(shown)} title=${words.rateLabel(shown)}
          onClick=${() => setClock({ rate: RATES[(RATES.indexOf(shown) + 1) % RATES.length] })}>${words.rate(shown)}</button>
        ${RATES.map(
          (rate) => html`
          <button type="button" class=${cls('clock-button', 'rate', clock.rate === rate && 'on')} disabled=${busy} aria-pressed=${clock.rate === rate}
            aria-label=${words.rateLabel(rate)} title=${words.rateLabel(rate)} onClick=${() => setClock({ rate })}>${words.rate(rate)}</button>`,
        )}
        <button type="button" class="clock-button skip-next" disabled=${busy || next === null}
          aria-label=${next === null ? words.noNext : words.skipTo(clockTime(next, context))}
          title=${next === null ? words.noNext : words.skipTo(clockTime(next, context))}
          onClick=${() => setClock({ skip: true })}><${Icon} name="next" size=${15} />${next !== null && html`<span class="skip-time">${clockTime(next, context)}</span>`}</button>
      </span>
    </div>
  `;
};
