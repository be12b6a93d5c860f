/** Where the official is: the part of the address behind «#», so that a static host serves all. */
export type Route =
  | { name: 'list' }
  | { name: 'new' }
  | { name: 'draw'; formId: string }
  | { name: 'history'; formId: string }
  | { name: 'compare'; formId: string; left: string; right: string }

const PATTERNS: [RegExp, (parts: string[]) => Route][] = [
  [/^\/forms\/([^/]+)\/history$/, ([formId = '']) => ({ name: 'history', formId })],
  [/^\/forms\/([^/]+)\/compare\/([^/]+)\/([^/]+)$/, ([formId = '', left = '', right = '']) => ({ name: 'compare', formId, left, right })],
  [/^\/forms\/([^/]+)$/, ([formId = '']) => ({ name: 'draw', formId })],
  [/^\/new$/, () => ({ name: 'new' })],
]

function routeOf(hash: string): Route {
  const path = hash.replace(/^#/, '')
  for (const [pattern, make] of PATTERNS) {
    const found = pattern.exec(path)
    if (found) return make(found.slice(1).map(decodeURIComponent))
  }
  return { name: 'list' }
}

class Router {
  route: Route = $state.raw(routeOf(location.hash))

  constructor() {
    addEventListener('hashchange', () => (this.route = routeOf(location.hash)))
  }
}

export const router = new Router()

/** Go to a place, such as `/forms/abc`. */
export function go(path: string): void {
  location.hash = path
}

/** What the browser's tab is called. */
export function entitle(words: string): void {
  document.title = `${words} ― 帳票デザイナー`
}
