import controls from './controls.css?inline';
import screen from './screen-view.css?inline';
import player from './standalone.css?inline';
import { styleSheet } from './style-sheet.ts';

export { openStage } from './stage.ts';

/** The style sheet of a player in a shadow root. */
export const styles = styleSheet(screen, controls, player);
