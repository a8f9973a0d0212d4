/** The pages of the menu, and the letter after `g` that goes there. */
export const PAGES = [
  { to: '/', name: 'overview', key: 'o' },
  { to: '/loans', name: 'loans', key: 'l' },
  { to: '/triage', name: 'triage', key: 't' },
  { to: '/quotas', name: 'quotas', key: 'q' },
  { to: '/progress', name: 'progress', key: 'p' },
  { to: '/data', name: 'data', key: 'd' },
] as const;
