/** On a phone the tables of a text scroll sideways. */
import { watchOverflow } from '../command-block/overflow.ts';

watchOverflow(document.querySelectorAll('.sl-markdown-content > table'));
