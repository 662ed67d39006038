/** What a page can wait for until everything else is there. */
import '../progress/reading-progress.ts';
import './heading-link.ts';
