import { expect, test } from 'vitest';
import { chapterPages } from './chapter-pages.ts';

test('the pages of a chapter have its title at their head, whatever is in it', () => {
	expect(chapterPages([{ slug: 'images', title: '1. “A” \\ "B"' }])).toBe(
		'#images { page: images; }\n@page images { @top-right { content: "1. “A” \\5c  \\22 B\\22 "; } }\n',
	);
});
