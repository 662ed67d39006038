// Writes an OCI image layout from layers that are tar files, or from other layouts: one image index over one or more platforms,
// as the registries serve official images. Reads a description as JSON on standard input, prints digest and platforms as JSON.
//
// { "out": FOLDER, "images": [ { "architecture", "created", "config", "history", "layers": [FILE] } | { "layout": FOLDER } ] }
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const MANIFEST_LISTS = [INDEX, 'application/vnd.docker.distribution.manifest.list.v2+json'];

const { out, images } = JSON.parse(readFileSync(0, 'utf8'));
const blobs = join(out, 'blobs/sha256');
mkdirSync(blobs, { recursive: true });

const sha256 = (bytes) => 'sha256:' + createHash('sha256').update(bytes).digest('hex');

/** Stores a blob and gives the descriptor that names it. */
function store(mediaType, content) {
	const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
	const digest = sha256(bytes);
	writeFileSync(join(blobs, digest.slice(7)), bytes);
	return { mediaType, digest, size: bytes.length };
}

/** A layer is kept as it was handed in if it is compressed already: those are upstream's own bytes. */
function storeLayer(file) {
	const bytes = readFileSync(file);
	const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
	const tar = compressed ? gunzipSync(bytes) : bytes;
	return { diffId: sha256(tar), descriptor: store(LAYER, compressed ? bytes : gzipSync(tar, { level: 9 })) };
}

function build({ architecture, created, config, history, layers }) {
	const stored = layers.map(storeLayer);
	const entry = store(CONFIG, {
		architecture,
		os: 'linux',
		created,
		config,
		rootfs: { type: 'layers', diff_ids: stored.map((layer) => layer.diffId) },
		history: history.map((step) => ({ created, ...step })),
		...(architecture === 'arm64' ? { variant: 'v8' } : {}),
	});
	const manifest = {
		schemaVersion: 2,
		mediaType: MANIFEST,
		config: entry,
		layers: stored.map((layer) => layer.descriptor),
	};
	const platform = { architecture, os: 'linux', ...(architecture === 'arm64' ? { variant: 'v8' } : {}) };
	return [{ ...store(MANIFEST, manifest), platform }];
}

/** Takes over the images of another layout, byte for byte. */
function take(layout) {
	const read = (descriptor) => readFileSync(join(layout, 'blobs', descriptor.digest.replace(':', '/')));
	const copy = ({ digest }) =>
		copyFileSync(join(layout, 'blobs', digest.replace(':', '/')), join(blobs, digest.slice(7)));
	const found = [];
	const visit = (descriptor) => {
		if (MANIFEST_LISTS.includes(descriptor.mediaType)) {
			JSON.parse(read(descriptor)).manifests.forEach(visit);
			return;
		}
		const manifest = JSON.parse(read(descriptor));
		if (!manifest.config || descriptor.platform?.os === 'unknown') return; // an attestation, not an image
		[descriptor, manifest.config, ...manifest.layers].forEach(copy);
		const { architecture, os, variant } = JSON.parse(read(manifest.config));
		const { mediaType, digest, size } = descriptor;
		found.push({
			mediaType,
			digest,
			size,
			platform: descriptor.platform ?? { architecture, os, ...(variant ? { variant } : {}) },
		});
	};
	JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')).manifests.forEach(visit);
	return found;
}

const manifests = images.flatMap((image) => (image.layout ? take(image.layout) : build(image)));
if (manifests.length === 0) throw new Error('no image for any platform in what was given');
const order = ({ platform: { architecture: a } }) => (a === 'amd64' ? '' : a); // amd64 first, as in official indexes
manifests.sort((a, b) => order(a).localeCompare(order(b)));
const index = store(INDEX, { schemaVersion: 2, mediaType: INDEX, manifests });
writeFileSync(join(out, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
writeFileSync(
	join(out, 'index.json'),
	JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [index] }),
);

const platforms = manifests.map(({ digest, platform: { os, architecture, variant } }) => ({
	platform: [os, architecture, variant].filter(Boolean).join('/'),
	digest,
}));
console.log(JSON.stringify({ digest: index.digest, platforms }));
