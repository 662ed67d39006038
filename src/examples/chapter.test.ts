import { expect, test } from 'vitest';
import { chapterOf, exampleIdsIn } from './chapter.ts';

test.each([
	['07-first-containers.mdx', { number: 7, name: 'first-containers' }],
	['10-a.mdx', { number: 10, name: 'a' }],
	['7-first.mdx', undefined],
	['07-first.md', undefined],
	['07-First.mdx', undefined],
	['07_first.mdx', undefined],
	['07-first.mdx.orig', undefined],
	['first.mdx', undefined],
])('%s is chapter %o', (file, chapter) => {
	expect(chapterOf(file)).toEqual(chapter);
});

test('finds the examples of a page in their order', () => {
	const mdx = `
import { Example } from '@components';

<Example id="basics/second" />

Then comes <Engine />:

<Example
	id="basics/first"
/>
<Example id="basics/third" open></Example>
`;
	expect(exampleIdsIn(mdx)).toEqual(['basics/second', 'basics/first', 'basics/third']);
});

test('finds none on a page without', () => {
	expect(exampleIdsIn('# Title\n\n<Examples id="a/b" /> Example id="a/c"')).toEqual([]);
});

test('passes over comments and fenced code', () => {
	const mdx = `
<Example id="basics/one" />
{/* <Example id="basics/in-a-comment" /> */}
{/*
<Example id="basics/in-a-long-comment" />
*/}
<Example id="basics/two" />
\`\`\`mdx
<Example id="basics/in-a-fence" />
\`\`\`
<Example id="basics/three" />
\`\`\`\`mdx
\`\`\`mdx
<Example id="basics/in-a-fence-within-a-fence" />
\`\`\`
<Example id="basics/still-in-the-outer-fence" />
\`\`\`\`
<Example id="basics/four" />
\`\`\`
{/* no comment
\`\`\`
<Example id="basics/five" />
{/* \`\`\` */}
<Example id="basics/six" />
`;
	expect(exampleIdsIn(mdx)).toEqual(
		['one', 'two', 'three', 'four', 'five', 'six'].map((name) => `basics/${name}`),
	);
});
