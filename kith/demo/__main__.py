"""`python -m kith.demo`, which `script/demo` calls after set-up."""

from kith.demo.start import main

main()
