const SIZES = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** "4 分 30 秒": the two largest units that are not nought, as the server writes them. */
export const span = (ms, units) => {
  let rest = Math.max(0, Math.floor(ms / 1_000));
  const parts = [];
  for (const [unit, size] of SIZES) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${units[unit]}`);
  }
  return parts.length === 0 ? `0 ${units.second}` : parts.slice(0, 2).join(' ');
};

/** Lets everything with a due time count down, by the server's clock. */
export const startCounting = (root, { units, left, late }) => {
  let ahead = Number(root.dataset.now) - Date.now();
  const count = () => {
    const now = Date.now() + ahead;
    for (const place of root.querySelectorAll('[data-due]')) {
      const rest = Number(place.dataset.due) - now;
      place.textContent = (rest < 0 ? late : left).replace('{}', span(Math.abs(rest), units));
      place.classList.toggle('late', rest < 0);
      if (rest < 0) place.closest('.deadline')?.classList.add('overdue');
    }
    for (const place of root.querySelectorAll('[data-since]'))
      place.textContent = span(now - Number(place.dataset.since), units);
  };
  setInterval(count, 1_000);
  return { set: (now) => (ahead = now - Date.now()) };
};
