#include <cstdlib>
#include <exception>
#include <new>

#include "app/app.hpp"
#include "app/messages.hpp"

namespace {

/// Memory may also be missing where nothing may be thrown: while a message is printed, and where
/// simdjson is used for the first time, which then ends without an exception.
[[noreturn]] void end_unexpectedly() {
  try {
    if (const std::exception_ptr thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
  } catch (...) {
    std::abort();
  }
  logprobs::app::end_out_of_memory();
}

/// Before CLI11's objects are made, for which memory may be missing too.
[[gnu::constructor(101)]] void watch_the_end() { std::set_terminate(end_unexpectedly); }

}  // namespace

int main(int argc, char** argv) {
  try {
    return static_cast<int>(logprobs::app::run({argv + 1, argv + (argc > 0 ? argc : 1)}));
  } catch (const logprobs::Error& error) {
    logprobs::app::print_message(error.what());
    return static_cast<int>(error.code);
  } catch (const std::bad_alloc&) {
    logprobs::app::end_out_of_memory();  // libraries may need memory to end
  } catch (const std::exception& error) {
    logprobs::app::print_message(error.what());
  }
  return static_cast<int>(logprobs::ExitCode::failed);
}
