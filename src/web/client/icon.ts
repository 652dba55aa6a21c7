/** A small drawing, by the path that the pages draw it with. */
export function icon(path: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  const line = document.createElementNS(namespace, 'path')
  for (const [name, value] of Object.entries({ class: 'icon', viewBox: '0 0 16 16', width: '16', height: '16' }))
    svg.setAttribute(name, value)
  svg.setAttribute('aria-hidden', 'true')
  const stroke = { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'stroke-linecap': 'round' }
  for (const [name, value] of Object.entries(stroke)) line.setAttribute(name, value)
  svg.append(line)
  return svg
}
