/** What authors use in MDX: `import { Example, Engine } from '@components';` */
export { default as CheatSheet } from './CheatSheet.astro';
export { default as Cmd } from './Cmd.astro';
export { default as CommandsReference } from './CommandsReference.astro';
export { default as Contents } from './Contents.astro';
export { default as Diagram } from './Diagram.astro';
export { default as Differences } from './Differences.astro';
export { default as Engine } from './Engine.astro';
export { default as Example } from './Example.astro';
export { default as Glossary } from './Glossary.astro';
export { default as ImagesTable } from './ImagesTable.astro';
export { default as Landing } from './Landing.astro';
export { default as Only } from './Only.astro';
export { default as Origins } from './Origins.astro';
export { default as Outcomes } from './Outcomes.astro';
export { default as Question } from './Question.astro';
export { default as RecordingsTable } from './RecordingsTable.astro';
export { default as Term } from './Term.astro';
