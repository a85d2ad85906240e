/** What a page needs to show a flow. */
export { layOut, type Layout } from '../core/diagram/layout';
export { Drawing, labelWidth } from './drawing';
export { Alarm } from './icons';
export { foldable, holdersOf, inOrder } from './steps';
export { STYLE } from './style';
export type { Measure } from './text-width';
export { spokenProblems, worstOf } from './words';
