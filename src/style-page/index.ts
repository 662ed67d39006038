/** What the style page is made of. */
export { default as Palette } from './Palette.astro';
export { default as ShowStates } from './ShowStates.astro';
export { default as State } from './State.astro';
