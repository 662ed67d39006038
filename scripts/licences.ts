/** Writes THIRD-PARTY.md from the lock file, and refuses what is not on the list: `npm run licences`. */
import { readFile, writeFile } from 'node:fs/promises';
import { packagesIn } from './licences/lock-packages.ts';
import { faultsOf, thirdPartyText } from './licences/policy.ts';

const packages = packagesIn(await readFile('package-lock.json', 'utf8'));
const faults = faultsOf(packages);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else {
	await writeFile('THIRD-PARTY.md', thirdPartyText(packages));
	console.log(`Wrote THIRD-PARTY.md from ${packages.length} packages.`);
}
