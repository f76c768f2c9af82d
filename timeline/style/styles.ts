import { avatarStyle } from './avatar_style.js';
import { detailStyle } from './detail_style.js';
import { headStyle } from './head_style.js';
import { listStyle } from './list_style.js';
import { shadeStyle } from './shade_style.js';
import { stateStyle } from './state_style.js';
import { stripStyle } from './strip_style.js';
import { tokens } from './tokens.js';

/** Of the whole element, in this order. */
export const styles = [
  tokens,
  listStyle,
  avatarStyle,
  shadeStyle,
  detailStyle,
  headStyle,
  stripStyle,
  stateStyle,
];
