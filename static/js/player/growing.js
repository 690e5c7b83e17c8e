// What is only needed while a story is not whole, or by who shares it: how it is coming along, and for how long still.

import { Pace } from "./estimate.js";
import { Making } from "./making.js";

/** `acts`: stop(), retry(). `times`: see Pace. */
export const growing = (times, acts) => ({ pace: new Pace(times), making: new Making(acts) });
