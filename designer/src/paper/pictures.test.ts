import { expect, test } from 'vitest'

import { drawingAsSvg } from './pictures'

test('a drawing becomes a picture of its paths and of nothing else', () => {
  const svg = drawingAsSvg({
    width: 20,
    height: 10,
    paths: [
      { commands: [['M', 0, 0], ['L', 20, 10], ['Z']], fill: '#112233', rule: 'evenodd', stroke: '', width: 0 },
      { commands: [['M', 1, 1]], fill: '"><script>', rule: 'nonzero', stroke: '#000000', width: 0.3 },
    ],
  })

  expect(svg).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20mm" height="10mm" preserveAspectRatio="none">' +
      '<path d="M0 0L20 10Z" fill="#112233" fill-rule="evenodd"/><path d="M1 1" fill="none" stroke="#000000" stroke-width="0.3"/></svg>',
  )
})
