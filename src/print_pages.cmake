# While installing: has the program print its man page and completions, named as they are installed.
# `program` is it, `printed` the folder that they go to.
cmake_policy(VERSION 3.22)
foreach(page man=logprobs.1 complete-bash=logprobs complete-zsh=_logprobs complete-fish=logprobs.fish)
  string(REPLACE "=" ";" page ${page})
  list(GET page 0 kind)
  list(GET page 1 file)
  file(REMOVE ${printed}/${file})
  execute_process(COMMAND ${program} --generate ${kind} OUTPUT_FILE ${printed}/${file}
    ERROR_VARIABLE problem RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The program cannot print what is to be installed (--generate ${kind}): "
      "${result} ${problem}")
  endif()
endforeach()
execute_process(COMMAND ${gzip} -9nf ${printed}/logprobs.1 COMMAND_ERROR_IS_FATAL ANY)
