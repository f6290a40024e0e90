"""What a reading is: frozen values, validated when made, no input or output."""
