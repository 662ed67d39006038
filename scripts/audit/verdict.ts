/** How bad a known fault is, in the registry's words, from the least to the worst. */
const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'] as const;
type Severity = (typeof SEVERITIES)[number];

/** What is no longer let pass. */
const LIMIT: Severity = 'high';

export interface Finding {
	/** The package. */
	name: string;
	severity: Severity;
	/** What it is, with the address that describes it; a package that only depends on a faulty one names that. */
	about: readonly string[];
}

/** What came of asking the registry. */
export type Verdict =
	| { kind: 'no answer'; why: string }
	| { kind: 'answered'; packages: number; refused: readonly Finding[]; let: readonly Finding[] };

/**
 * Reads what `npm audit --json` printed. Whatever is not an answer is none: a registry without such a service, a proxy's
 * page, an interrupted connection must not pass for a clean result.
 */
export function verdictOf(printed: string): Verdict {
	const report = objectIn(printed);
	const vulnerabilities = report?.['vulnerabilities'];
	const metadata = report?.['metadata'];
	if (!isObject(vulnerabilities) || !isObject(metadata)) return { kind: 'no answer', why: reasonIn(report) };
	const total = isObject(metadata['dependencies']) ? Number(metadata['dependencies']['total']) : NaN;
	// Nothing asked about is nothing found out.
	if (!(total > 0)) return { kind: 'no answer', why: 'it was asked about no package' };
	const findings = Object.entries(vulnerabilities).map(([name, value]) => findingOf(name, value));
	const isRefused = ({ severity }: Finding) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(LIMIT);
	return {
		kind: 'answered',
		packages: total,
		refused: findings.filter(isRefused),
		let: findings.filter((finding) => !isRefused(finding)),
	};
}

function findingOf(name: string, value: unknown): Finding {
	const { severity, via } = isObject(value) ? value : {};
	const about = (Array.isArray(via) ? via : []).map((cause: unknown) =>
		isObject(cause) ? `${String(cause['title'])} ${String(cause['url'])}` : `through ${String(cause)}`,
	);
	// A severity that is not known is taken for the worst.
	return { name, severity: SEVERITIES.find((known) => known === severity) ?? 'critical', about };
}

function reasonIn(report: Record<string, unknown> | undefined): string {
	if (!report) return 'what came is not JSON';
	// Up to the method: the address of the registry is everyone's own.
	if (typeof report['message'] === 'string') return report['message'].split(' - ')[0]!;
	const error = report['error'];
	return isObject(error) && typeof error['summary'] === 'string' && error['summary'] !== ''
		? error['summary']
		: 'what came is no report';
}

function objectIn(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
