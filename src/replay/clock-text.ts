/** Seconds as minutes and seconds: 75 → 1:15. */
export function clockText(seconds: number): string {
	const whole = Math.floor(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
