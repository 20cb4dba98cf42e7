/** Two bars, as solid at 12 px as at 16. */
export function PauseGlyph({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={className}>
      <path d="M5.5 3.5v9m5-9v9" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  )
}
