// Reading needs none of this: it lets an open page go on telling what happens.
import { startCopying } from './copy.js';
import { startCounting } from './counting.js';
import { follow } from './live.js';

const root = document.querySelector('[data-stream]');
startCopying(document);

const drawCharts = async () => {
  const place = document.querySelector('[data-charts]');
  if (place === null) return;
  const { draw } = await import('./charts.js');
  draw(place);
};

if (root instanceof HTMLElement) {
  const words = JSON.parse(root.dataset.words);
  const clock = startCounting(root, words);
  follow(root, words, {
    told: clock.set,
    renewed: (name) => {
      if (name === 'metrics') void drawCharts();
    },
  });
  void drawCharts();
  // Choosing is enough; the button is for pages without scripts.
  const filters = root.querySelector('[data-filters]');
  if (filters instanceof HTMLFormElement) {
    filters.querySelector('button')?.setAttribute('hidden', '');
    filters.addEventListener('change', () => filters.requestSubmit());
  }
}
