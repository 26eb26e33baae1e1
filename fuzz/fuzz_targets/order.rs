#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| dispute_clock_fuzz::order(data));
