import { useEffect, useLayoutEffect, useRef, useState } from './lib.js';

const NEAR = 60;

/**
 * Keeps the newest message in view unless the reader scrolled up. `count` changes with every message, `own`
 * grows when the reader says something, which leads back to the end.
 */
export const useStickyEnd = (count, own) => {
  const box = useRef(null);
  const inner = useRef(null);
  const stuck = useRef(true);
  const top = useRef(0);
  const said = useRef(own);
  const [away, setAway] = useState(false);
  const toEnd = (behavior = 'instant') =>
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior });
  const jump = () => {
    stuck.current = true;
    toEnd('smooth');
  };
  useLayoutEffect(() => {
    if (stuck.current) toEnd();
  }, [count]);
  useEffect(() => {
    if (own > said.current) jump();
    said.current = own;
  }, [own]);
  useEffect(() => {
    const observer = new ResizeObserver(() => stuck.current && toEnd());
    observer.observe(inner.current);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    // The last scroll event of a room may come after the room was left.
    if (box.current === null) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    // A card that grew moves the end away without anybody scrolling; only going up means to look back.
    if (scrollHeight - scrollTop - clientHeight < NEAR) stuck.current = true;
    else if (scrollTop < top.current - 2) stuck.current = false;
    top.current = scrollTop;
    setAway(!stuck.current);
  };
  return { box, inner, away, stuck, onScroll, jump };
};
