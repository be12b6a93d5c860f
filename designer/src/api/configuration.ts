/** Where the API is: `config.json` beside the page; an empty address is the page's own host. */
let api = ''

export async function loadConfiguration(): Promise<void> {
  try {
    const answer = await fetch('./config.json', { cache: 'no-cache' })
    const given: unknown = await answer.json()
    if (typeof given === 'object' && given !== null && 'api' in given) api = String(given.api).replace(/\/$/, '')
  } catch {
    api = '' // without the file the page talks to its own host
  }
}

/** The address of a path of the API. */
export const address = (path: string): string => api + path

/** The address of the API's socket. */
export function socketAddress(): string {
  const url = new URL(address('/graphql'), location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
