#include <exception>
#include <new>

#include "app/app.hpp"
#include "app/messages.hpp"

int main(int argc, char** argv) {
  try {
    return static_cast<int>(logprobs::app::run({argv + 1, argv + (argc > 0 ? argc : 1)}));
  } catch (const logprobs::Error& error) {
    logprobs::app::print_message(error.what());
    return static_cast<int>(error.code);
  } catch (const std::bad_alloc&) {
    logprobs::app::print_message("out of memory");
  } catch (const std::exception& error) {
    logprobs::app::print_message(error.what());
  }
  return static_cast<int>(logprobs::ExitCode::failed);
}
