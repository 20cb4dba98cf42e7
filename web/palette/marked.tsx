/** The text with its part that matches set off, by weight and line rather than by colour. */
export function Marked({ text, match }: { text: string; match: string }) {
  const wanted = match.trim().toLowerCase()
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted)
  // Case may change the length of a text: then places in one are not places in the other.
  if (at < 0 || text.length !== text.toLowerCase().length) return text
  const end = at + wanted.length
  return (
    <>
      {text.slice(0, at)}
      <mark className="bg-transparent font-semibold text-inherit underline decoration-accent decoration-[1.5px] underline-offset-3">
        {text.slice(at, end)}
      </mark>
      {text.slice(end)}
    </>
  )
}
