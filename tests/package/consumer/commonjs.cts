import engine = require('dispute-clock');
import element = require('dispute-clock/element');

const assessment: engine.Assessment = engine.assess({ ordered: 0 }, { now: 0 });
const orders: engine.Order[] = document.createElement('dispute-clock').orders;
const constructor: typeof element.DisputeClockElement = element.DisputeClockElement;

export = { phase: assessment.phase, orders, constructor };
