import type { APIRoute } from 'astro';
import { robotsText } from '../site-address/robots.ts';

/** What search engines may read: `/robots.txt`. */
export const GET: APIRoute = ({ site }) => new Response(robotsText(site));
