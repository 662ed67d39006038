export { findBrowser } from '../src/edition/browser.ts';
