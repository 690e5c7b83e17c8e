// What the server puts before the service worker's source.
declare const VERSION: string;
declare const SHELL: string[];
