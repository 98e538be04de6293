import { Component, h, render } from '../modules/preact.js';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from '../modules/hooks.js';
import htm from '../modules/htm.js';

export const html = htm.bind(h);
export { render, useEffect, useLayoutEffect, useMemo, useRef, useState };

/** Draws again only when a property is another object than before. */
export const memo = (draw) =>
  class extends Component {
    shouldComponentUpdate(next) {
      const now = this.props;
      const keys = Object.keys(next);
      return keys.length !== Object.keys(now).length || keys.some((key) => next[key] !== now[key]);
    }
    render(props) {
      return draw(props);
    }
  };

/** Class names of which some are conditional. */
export const cls = (...names) => names.filter(Boolean).join(' ');
