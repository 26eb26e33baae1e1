using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "dispute-clock/slim", esModule = embed "node_modules/dispute-clock/slim.js"),
    (name = "dispute-clock/dispute-clock.wasm", wasm = embed "node_modules/dispute-clock/dispute-clock.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);
