// Where a class is in its story, and what a device has to do to be there too. Pure.

/**
 * From `at` on, by the server's clock in ms, the class is at `seconds`, and moves on from there if it plays.
 * @typedef {{playing: boolean, seconds: number, speed: number, at: number}} Place
 */

/**
 * The sound of a device. `lag`: seconds from asking it to start, or to be elsewhere, until it is heard there.
 * `ready`: it has what it needs to be heard now.
 * @typedef {{at: number, playing: boolean, rate: number, ready: boolean, duration: number, lag: number}} Sound
 */

/**
 * What to do: whether to play, where to go (null: nowhere), how fast, and after how many ms to look again (null: at the
 * next news).
 * @typedef {{play: boolean, seek: number | null, rate: number, again: number | null}} Correction
 */

const LOOK_EVERY = 250; // ms
const CLOSE = 0.02; // seconds; nearer than that nothing is done
const LAST_MOMENT = 0.05; // seconds
const LATE_END = 1; // seconds; who is farther from the end of a scene that is over was not there when it was heard
const FAR = 0.3; // seconds; farther away it jumps, nearer it runs a little faster or slower
const MAKE_UP_IN = 1; // seconds
const MOST_BEND = 0.08; // of the speed; more would be heard
const LONGEST_LAG = 0.5; // seconds

/**
 * Return the second of its scene at which the class is.
 * @param {Place} place
 * @param {number} now ms by the server's clock
 */
export function secondsAt({ playing, seconds, speed, at }, now) {
  return playing ? seconds + (Math.max(0, now - at) / 1000) * speed : seconds;
}

/**
 * Return what brings the sound to where the class is.
 * @param {Place} place
 * @param {number} now ms by the server's clock
 * @param {Sound} sound
 * @returns {Correction}
 */
export function correction(place, now, sound) {
  return place.playing ? playTogether(place, now, sound) : restTogether(place, now, sound);
}

/**
 * @param {Place} place
 * @param {number} now
 * @param {Sound} sound
 * @returns {Correction}
 */
function restTogether({ seconds, speed, at }, now, sound) {
  // All stop at one moment, and not when they hear of it.
  if (sound.playing && now < at) return { play: true, seek: null, rate: sound.rate, again: at - now };
  return { play: false, seek: elsewhere(sound.at, seconds), rate: speed, again: null };
}

/**
 * @param {Place} place
 * @param {number} now
 * @param {Sound} sound
 * @returns {Correction}
 */
function playTogether(place, now, sound) {
  const { seconds, speed, at } = place;
  const wait = at - now - sound.lag * 1000;
  if (wait > 0) {
    const before = seconds - ((at - now) / 1000) * speed;
    // It is on its way there already: a command that changes nothing must not be heard.
    if (sound.playing && Math.abs(sound.at - before) < FAR)
      return { play: true, seek: null, rate: sound.rate, again: wait };
    return { play: false, seek: elsewhere(sound.at, seconds), rate: speed, again: wait };
  }
  const wanted = now < at ? seconds : secondsAt(place, now);
  // The scene is over: its sound plays to its end, which is where the conductor's page leads on from. Where it did not
  // play (it was begun so late that nothing is left of the scene), its last moment is played: else nobody would lead on.
  // The same for who came then, and began to play before its length was known.
  if (wanted > sound.duration - CLOSE) {
    const near = sound.playing ? LATE_END : CLOSE;
    const over = sound.at > sound.duration - near;
    const seek = over ? null : sound.duration - LAST_MOMENT;
    return { play: sound.playing || !over, seek, rate: speed, again: null };
  }
  const there = now < at ? wanted : wanted + sound.lag * speed;
  if (!sound.playing) return { play: true, seek: elsewhere(sound.at, there), rate: speed, again: LOOK_EVERY };
  if (!sound.ready || now < at) return { play: true, seek: null, rate: speed, again: LOOK_EVERY };
  const ahead = sound.at - wanted;
  if (Math.abs(ahead) > FAR) return { play: true, seek: there, rate: speed, again: LOOK_EVERY };
  return { play: true, seek: null, rate: speed * (1 - bend(ahead)), again: LOOK_EVERY };
}

/**
 * Return the lag that would have brought the sound to the right place.
 * @param {number} lag that it was started with
 * @param {number} ahead seconds that it was heard ahead of the class then; below 0: behind
 */
export function learntLag(lag, ahead) {
  return Math.min(LONGEST_LAG, Math.max(0, lag - ahead));
}

/**
 * Return how much slower to run, as a share of the speed, so that what it is ahead is made up for soon.
 * @param {number} ahead seconds
 */
function bend(ahead) {
  if (Math.abs(ahead) < CLOSE) return 0;
  return Math.max(-MOST_BEND, Math.min(MOST_BEND, ahead / MAKE_UP_IN));
}

/**
 * @param {number} here seconds
 * @param {number} there seconds
 */
const elsewhere = (here, there) => (Math.abs(here - there) > CLOSE ? there : null);
