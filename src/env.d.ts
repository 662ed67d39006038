declare namespace App {
	interface Locals {
		/** How often each term has been explained on the page so far. */
		termsOnPage?: Map<string, number>;
	}
}
