import controls from './controls.css?inline';
import player from './standalone.css?inline';
import screen from './screen-view.css?inline';

export { openStage } from './stage.ts';

let sheet: CSSStyleSheet | undefined;

/** The style sheet of a player in a shadow root; constructed, so that a strict Content-Security-Policy lets it be. */
export function styles(): CSSStyleSheet {
	if (!sheet) {
		sheet = new CSSStyleSheet();
		sheet.replaceSync([screen, controls, player].join('\n'));
	}
	return sheet;
}
