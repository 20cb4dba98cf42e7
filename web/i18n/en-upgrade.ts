/** When our server has another version of this page than the one that is open. */
export const upgrade = {
  ready: 'Another version of Waybill is out.',
  reload: 'Reload',
  later: 'Later',
  failedTitle: 'This part of the page did not come.',
  failedHelp:
    'Our server may have another version by now, or be away. Reloading brings you back to this very place.',
}
