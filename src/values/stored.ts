import { STORAGE_KEY } from './values.ts';

/** Changed values by name. Whatever storage has may be in it, so every entry is checked where it is used. */
export type Stored = Readonly<Record<string, unknown>>;

/** What this page has; undefined until storage has been asked, and kept once storage has refused. */
let own: Stored | undefined;

/** The changed values: from storage, or from this page alone where storage is blocked or full. */
export function storedValues(): Stored {
	if (own) return own;
	try {
		return objectIn(localStorage.getItem(STORAGE_KEY));
	} catch {
		own = {};
		return own;
	}
}

/** Keeps values. Where storage refuses, they last as long as the page. */
export function keepValues(values: Stored): void {
	if (own) own = values;
	else
		try {
			if (Object.keys(values).length === 0) localStorage.removeItem(STORAGE_KEY);
			else localStorage.setItem(STORAGE_KEY, JSON.stringify(values));
		} catch {
			own = values;
		}
}

function objectIn(text: string | null): Stored {
	try {
		const value: unknown = JSON.parse(text ?? '{}');
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Stored) : {};
	} catch {
		return {};
	}
}
