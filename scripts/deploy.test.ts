import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Manifest {
	apiVersion: string;
	kind: string;
	metadata: { name: string };
	spec: Record<string, unknown>;
}
const manifests = (file: string) =>
	parseAllDocuments(read(file)).map((document) => document.toJS() as Manifest);

type Model = new (data: Manifest) => { validate: () => void };

/** @throws if a manifest does not fit the schema that Kubernetes has for its kind */
async function validate(manifest: Manifest): Promise<void> {
	const models = (await import(/* @vite-ignore */ `kubernetes-models/${manifest.apiVersion}`)) as Record<
		string,
		Model
	>;
	const model = models[manifest.kind];
	if (!model) throw new Error(`${manifest.apiVersion} has no ${manifest.kind}`);
	new model(manifest).validate();
}

const HEALTH = 'wget --quiet --spider http://127.0.0.1:8080/healthz';
/** The image's user; its base has it. */
const USER = 101;

describe.each(['deploy/kubernetes.yaml', 'deploy/kube.yaml'])('%s', (file) => {
	it.each(manifests(file).map((manifest) => [manifest.kind, manifest] as const))(
		'has a %s that fits its schema',
		async (_, manifest) => {
			await expect(validate(manifest)).resolves.toBeUndefined();
		},
	);

	it('lets a container do nothing but serve', () => {
		const text = read(file);
		for (const line of [
			'runAsNonRoot: true',
			`runAsUser: ${USER}`,
			'readOnlyRootFilesystem: true',
			'allowPrivilegeEscalation: false',
			'drop: [ALL]',
		])
			expect(text).toContain(line);
	});
});

it('a manifest that does not fit its schema is noticed', async () => {
	const [deployment] = manifests('deploy/kubernetes.yaml');
	await expect(
		validate({ ...deployment!, spec: { ...deployment!.spec, replicas: 'two' } }),
	).rejects.toThrow();
});

describe('the manifests for a cluster', () => {
	const all = manifests('deploy/kubernetes.yaml');
	const spec = (kind: string) => all.find((manifest) => manifest.kind === kind)!.spec;

	it('belong together', () => {
		const deployment = spec('Deployment') as {
			selector: { matchLabels: Record<string, string> };
			template: { metadata: { labels: Record<string, string> } };
		};
		const labels = deployment.selector.matchLabels;
		expect(deployment.template.metadata.labels).toEqual(labels);
		expect(spec('PodDisruptionBudget')['selector']).toEqual({ matchLabels: labels });
		expect(spec('Service')['selector']).toEqual(labels);
		expect(JSON.stringify(spec('Ingress'))).toContain(
			`"service":{"name":"${all.find(({ kind }) => kind === 'Service')!.metadata.name}"`,
		);
	});
});

describe('the health check is the same everywhere', () => {
	it('in the image', () => {
		const [, list] = /^HEALTHCHECK[^[]*(\[.*\])$/mu.exec(read('Containerfile')) ?? [];
		expect((JSON.parse(list!) as string[]).join(' ')).toBe(HEALTH);
		expect(read('Containerfile')).toContain(`USER ${USER}:${USER}\n`);
	});

	it('in Compose', () => {
		const { services } = parse(read('compose.yaml')) as {
			services: { book: { healthcheck: { test: string[] } } };
		};
		expect(services.book.healthcheck.test.slice(1).join(' ')).toBe(HEALTH);
	});

	it('in the Quadlet', () => {
		expect(read('deploy/containers-by-example.container')).toContain(`HealthCmd=${HEALTH}\n`);
	});

	it('in the Pod', () => {
		const [pod] = manifests('deploy/kube.yaml') as unknown as [
			{ spec: { containers: { livenessProbe: { exec: { command: string[] } } }[] } },
		];
		expect(pod.spec.containers[0]!.livenessProbe.exec.command.join(' ')).toBe(HEALTH);
	});
});
